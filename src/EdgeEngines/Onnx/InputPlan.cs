using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>The description's input held against the file's: what is bound, with every open dimension decided.</summary>
/// <param name="ItemShape">Without the batch.</param>
/// <param name="Batch">As fixed in the file, or the most that is wanted where the file leaves it open.</param>
/// <param name="IsBatchOpen">Runs of fewer items are possible.</param>
/// <param name="Overrides">Named open dimensions that are fixed before the graph is optimised.</param>
/// <param name="Second">What some exports want beside it; null for others.</param>
internal sealed record InputPlan(
    string Name, OnnxType Type, long[] ItemShape, int Batch, bool IsBatchOpen, IReadOnlyList<(string Symbol, long Size)> Overrides, SecondInput? Second)
{
    private const string RtDetrSizes = "orig_target_sizes";
    private const int Channels = 3;

    public long[] ShapeOf(int items) => [items, .. ItemShape];

    /// <exception cref="ModelException">Name, type, layout or size differ: expected and found are said.</exception>
    public static InputPlan Create(ModelDescription model, GraphFile graph, int mostBatch)
    {
        if (model.Task == "embed-text")
            return TokenInputPlan.Create(model, graph);
        var input = model.Input;
        var found = graph.Inputs.FirstOrDefault(i => i.Name == input.Name)
            ?? throw Differs(model, graph, $"model.json names the input '{input.Name}', which the file does not have");
        var type = TypeOf(input.Type);
        if (found.Type != type)
            throw Differs(model, graph, $"input.type is {OnnxTypes.Name(type)}");
        long[] itemShape = input.Layout == TensorLayout.Nchw ? [Channels, input.Height, input.Width] : [input.Height, input.Width, Channels];
        CheckShape(model, graph, found, itemShape);
        var fixedBatch = found.Size(0);
        if (fixedBatch > 256)
            throw Differs(model, graph, "a batch of at most 256 is taken");
        return new InputPlan(
            input.Name, type, itemShape, (int)(fixedBatch ?? Math.Max(1, mostBatch)), fixedBatch is null,
            FindOverrides(model, graph, found, itemShape, fixedBatch is null && mostBatch <= 1), SizeInputOf(model, graph));
    }

    public static OnnxType TypeOf(TensorType type) => type switch
    {
        TensorType.Float16 => OnnxType.Float16,
        TensorType.Uint8 => OnnxType.Uint8,
        TensorType.Int8 => OnnxType.Int8,
        TensorType.Int32 => OnnxType.Int32,
        TensorType.Int64 => OnnxType.Int64,
        _ => OnnxType.Float32,
    };

    private static void CheckShape(ModelDescription model, GraphFile graph, GraphValue found, long[] itemShape)
    {
        var expected = $"{model.Input.Layout.ToString().ToUpperInvariant()} of {model.Input.Width}x{model.Input.Height} is [batch, {string.Join(", ", itemShape)}]";
        if (found.Rank is not (null or 4))
            throw Differs(model, graph, $"the input's shape: {expected}");
        for (var axis = 1; axis <= itemShape.Length; axis++)
        {
            if (found.Size(axis) is { } size && size != itemShape[axis - 1])
                throw Differs(model, graph, $"the input's shape: {expected}");
        }
    }

    private static List<(string Symbol, long Size)> FindOverrides(
        ModelDescription model, GraphFile graph, GraphValue found, long[] itemShape, bool alsoBatch)
    {
        List<(string Symbol, long Size)> overrides = [];
        for (var axis = alsoBatch ? 0 : 1; axis < (found.Rank ?? 0); axis++)
        {
            if (found.Dimensions![axis].Symbol is not { } symbol)
                continue;
            var size = axis == 0 ? 1 : itemShape[axis - 1];
            if (overrides.Find(o => o.Symbol == symbol) is { Symbol: not null } same && same.Size != size)
                throw Differs(model, graph, $"'{symbol}' stands for both {same.Size} and {size} in the input");
            overrides.Add((symbol, size));
        }
        return overrides.Distinct().ToList();
    }

    /// <summary>RT-DETR exports want the picture's width and height.</summary>
    private static SecondInput? SizeInputOf(ModelDescription model, GraphFile graph)
    {
        var others = graph.Inputs.Where(i => i.Name != model.Input.Name).ToList();
        return others switch
        {
            [] => null,
            [{ Name: RtDetrSizes, Type: OnnxType.Int64, Rank: null or 2 }] => new SecondInput(RtDetrSizes, OnnxType.Int64, [2]),
            _ => throw Differs(model, graph, $"one picture input is fed, but the file also wants {string.Join(", ", others.Select(o => o.ToString()))}"),
        };
    }

    internal static ModelException Differs(ModelDescription model, GraphFile graph, string expected) =>
        new($"model '{model.Name}': model.json and {model.File} do not agree. Expected: {expected}. Found in the file:\n{graph.Describe()}\n"
            + "Correct the input in model.json, or describe the file anew with 'models add'");
}

/// <param name="ItemShape">Without the batch.</param>
internal sealed record SecondInput(string Name, OnnxType Type, long[] ItemShape)
{
    public long[] ShapeOf(int items) => [items, .. ItemShape];

    public long ItemLength => ItemShape.Aggregate(1L, (product, size) => product * size);
}
