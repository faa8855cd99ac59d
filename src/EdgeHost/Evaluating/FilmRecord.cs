namespace EdgeHost.Evaluating;

/// <summary>One film: its truth, and what the line published of it.</summary>
/// <param name="Stories">Events by track, as their messages told them.</param>
internal sealed record FilmRecord(string View, int Width, int Height, IReadOnlyList<FilmMoment> Moments, IReadOnlyList<ToldStory> Stories);

/// <summary>One picture of a film.</summary>
/// <param name="Found">The objects of its <c>detections</c> message.</param>
/// <param name="Verdicts">Of each found box.</param>
/// <param name="TruthOf">Index into the truth of what a found box lies on, or <see cref="FrameMatch.None"/>.</param>
internal sealed record FilmMoment(double Seconds, TruthBox[] Truth, FoundBox[] Found, Verdict[] Verdicts, int[] TruthOf);

/// <summary>One object's event messages.</summary>
internal sealed class ToldStory(long track)
{
    public long Track { get; } = track;

    /// <summary>Time of the frame at which it was announced.</summary>
    public double New { get; set; }

    /// <summary>When it was last seen; null while nobody has said that it ended.</summary>
    public double? End { get; set; }

    public HashSet<(string Line, string Direction, double Seconds)> Crossings { get; } = [];
}
