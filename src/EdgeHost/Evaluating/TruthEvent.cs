namespace EdgeHost.Evaluating;

/// <summary>Something that happens to an object of the world and that an event may tell of.</summary>
/// <param name="Thing">The world's number of the object.</param>
/// <param name="What"><c>new</c>, <c>end</c>, or the name and direction of a line.</param>
/// <param name="From">From when on it may be told, seconds of the film.</param>
/// <param name="Until">By when it has to be told.</param>
/// <param name="IsOwed">It has to be told; otherwise it may be.</param>
internal readonly record struct TruthEvent(int Thing, string What, double From, double Until, bool IsOwed);

/// <summary>Something that the line told.</summary>
/// <param name="Thing">The object that it is about, or <see cref="FrameMatch.None"/> for nothing that exists.</param>
/// <param name="IsExcused">The object did not count at that moment.</param>
internal readonly record struct ToldEvent(int Thing, string What, double Seconds, bool IsExcused);
