namespace EdgeWorld.Clevr;

/// <summary>A published scene graph. Never changed once read.</summary>
/// <param name="Relationships">For left, right, front and behind: per object, those that stand so to it.</param>
internal sealed record ClevrScene(string ImageFilename, ClevrObject[] Objects, Dictionary<string, int[][]> Relationships);

/// <param name="PixelCoords">The middle in the picture: x, y, and the distance from the camera.</param>
internal sealed record ClevrObject(string Size, string Color, string Material, string Shape, double[] PixelCoords)
{
    public static IReadOnlyList<string> Attributes { get; } = ["size", "color", "material", "shape"];

    public string this[string attribute] => attribute switch
    {
        "size" => Size,
        "color" => Color,
        "material" => Material,
        "shape" => Shape,
        _ => throw new WorldException($"CLEVR objects have no {attribute}"),
    };
}
