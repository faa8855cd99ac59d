using EdgeEngines.Detecting;

namespace EdgeHost.Asking;

/// <summary>One object that a question may be about: followed by the tracker and seen in the picture.</summary>
/// <param name="Label">The detector's.</param>
/// <param name="VelocityX">Pixels a second, of the box's centre.</param>
/// <param name="Hits">Frames in which it was seen.</param>
internal readonly record struct SeenThing(Box BoxInSource, string Label, float Score, float VelocityX, float VelocityY, int Hits);
