using EdgeEngines.Detecting;

namespace EdgeHost.Evaluating;

/// <summary>One box that a detector or a tracker says is there.</summary>
/// <param name="Class">Index into <see cref="EdgeWorld.WorldClasses.Names"/>.</param>
/// <param name="Track">The tracker's number; 0 for a bare detection.</param>
internal readonly record struct FoundBox(Box BoxInSource, int Class, float Score, long Track = 0);
