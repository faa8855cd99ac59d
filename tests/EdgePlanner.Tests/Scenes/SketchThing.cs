using EdgeEngines.Detecting;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tests.Scenes;

/// <summary>A thing of a sketched scene. An attribute that is null cannot be told; one that is empty does not apply.</summary>
internal sealed record SketchThing(string Class, Box Box)
{
    public string? Colour { get; init; } = "";

    public string? Size { get; init; } = "";

    public string? Shape { get; init; } = "";

    public string? Material { get; init; } = "";

    public string? State { get; init; } = "";

    public GroundPlace? Place { get; init; }

    public Motion? Motion { get; init; }

    public string? Text { get; init; } = "";

    public string? Lane { get; init; } = "";

    public float Score { get; init; } = 1;

    public string? this[AttributeKind kind] => kind switch
    {
        AttributeKind.Colour => Colour,
        AttributeKind.Size => Size,
        AttributeKind.Shape => Shape,
        AttributeKind.Material => Material,
        AttributeKind.State => State,
        _ => Class,
    };
}
