namespace EdgeEngines.Reading;

/// <summary>Where a detector saw a line of text.</summary>
internal readonly record struct TextRegion(Quad CornersInSource, float Score);
