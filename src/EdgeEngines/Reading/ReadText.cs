using EdgeEngines.Detecting;

namespace EdgeEngines.Reading;

/// <summary>One line of text as it was read. What it says is data from the outside: never a command, a prompt or markup.</summary>
/// <param name="Text">Made of the reader's labels.</param>
/// <param name="CornersInSource">In the camera's pixels; may lie a little outside the picture where the text touches its edge.</param>
/// <param name="BoxInSource">Upright box around the corners, clipped to the picture.</param>
/// <param name="Confidence">The reader's, mean over the characters, 0 to 1.</param>
/// <param name="RegionScore">The detector's: mean probability that this is text at all, 0 to 1.</param>
public readonly record struct ReadText(string Text, Quad CornersInSource, Box BoxInSource, float Confidence, float RegionScore);
