namespace EdgeEngines.Detecting.Heads;

/// <summary>One output of an engine as 32-bit floats (converted where the file has another type), batch first. The memory belongs to
/// the pass and stays where it is for the pass's life.</summary>
/// <param name="Name">Name of the graph output.</param>
/// <param name="Shape">Dimensions; the first is the pass's batch size, −1 nowhere.</param>
/// <param name="Data">The whole tensor, row-major.</param>
internal sealed unsafe record OutputTensor(string Name, IReadOnlyList<int> Shape, nint Data)
{
    /// <summary>Elements of one item of the batch.</summary>
    public int ItemLength { get; } = Product(Shape);

    public ReadOnlySpan<float> Item(int item) => new((float*)Data + ((long)item * ItemLength), ItemLength);

    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";

    private static int Product(IReadOnlyList<int> shape)
    {
        var product = 1;
        for (var i = 1; i < shape.Count; i++)
            product = checked(product * shape[i]);
        return product;
    }
}
