using EdgeEngines.Detecting;

namespace EdgeHost.Asking;

/// <summary>One object that a question may be about: followed by the tracker and seen in the picture.</summary>
/// <param name="Label">The detector's.</param>
/// <param name="VelocityX">Pixels a second, of the middle of the box's lower edge: where it stands on the ground.</param>
/// <param name="Hits">Frames in which it was seen.</param>
internal readonly record struct SeenThing(Box BoxInSource, string Label, float Score, float VelocityX, float VelocityY, int Hits);
