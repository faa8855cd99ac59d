namespace EdgeEngines.Onnx;

/// <summary>An input or output of a graph as the file declares it.</summary>
/// <param name="Name">As in the file.</param>
/// <param name="Type">ONNX element type, 0 where the file does not say.</param>
/// <param name="Dimensions">Null where the file gives no shape.</param>
internal sealed record GraphValue(string Name, OnnxType Type, IReadOnlyList<GraphDimension>? Dimensions)
{
    public int? Rank => Dimensions?.Count;

    /// <summary>Size along an axis, or null where it is open.</summary>
    public long? Size(int axis) => Dimensions is { } d && axis < d.Count ? d[axis].Size : null;

    public override string ToString() =>
        $"'{Name}' {OnnxTypes.Name(Type)}[{(Dimensions is { } d ? string.Join(", ", d) : "shape not given")}]";
}

/// <summary>A fixed size, a named open one (<c>batch</c>), or neither.</summary>
internal readonly record struct GraphDimension(long? Size, string? Symbol)
{
    public override string ToString() => Size?.ToString() ?? Symbol ?? "?";
}

/// <summary>One operation of the main graph.</summary>
/// <param name="Axis">Its <c>axis</c> attribute, null where it has none.</param>
internal sealed record GraphNode(string Operator, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, long? Axis);
