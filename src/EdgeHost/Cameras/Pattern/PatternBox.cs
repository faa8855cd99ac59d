using EdgeEngines.Detecting;

namespace EdgeHost.Cameras.Pattern;

/// <summary>A rectangle that is truly in a frame of the pattern.</summary>
/// <param name="Class">0 red, 1 green, 2 blue: the labels of the pattern model.</param>
/// <param name="BoxInSource">In the frame's pixels; sides lie on multiples of four, or more in larger pictures.</param>
internal readonly record struct PatternBox(int Class, Box BoxInSource);
