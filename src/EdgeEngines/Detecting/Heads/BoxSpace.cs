using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>From the space in which a network gives its boxes to the engine's pixels: <c>model = value × scale + offset</c>.</summary>
internal readonly record struct BoxSpace(float ScaleX, float ScaleY, float OffsetX, float OffsetY)
{
    public Box ToModel(float left, float top, float right, float bottom) => new(
        (left * ScaleX) + OffsetX, (top * ScaleY) + OffsetY, (right * ScaleX) + OffsetX, (bottom * ScaleY) + OffsetY);

    public Box CentredToModel(float x, float y, float width, float height) =>
        ToModel(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    public static BoxSpace Of(BoxSpaceKind kind, InputDescription input, in Placement placement) => kind switch
    {
        BoxSpaceKind.Normalised => new(input.Width, input.Height, 0, 0),
        BoxSpaceKind.Source => new(placement.ScaleX, placement.ScaleY, placement.OffsetX, placement.OffsetY),
        _ => new(1, 1, 0, 0),
    };

    public static BoxSpaceKind Parse(HeadContract contract) => contract.Head.BoxSpace switch
    {
        "model" => BoxSpaceKind.Model,
        "normalised" => BoxSpaceKind.Normalised,
        "source" => BoxSpaceKind.Source,
        var other => throw contract.Unusable($"box_space is '{other}', expected model, normalised or source"),
    };
}

internal enum BoxSpaceKind
{
    Model,
    Normalised,
    Source,
}
