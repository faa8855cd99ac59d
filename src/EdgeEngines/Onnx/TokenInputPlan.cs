using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>The inputs of a text encoder: one row of tokens, and a mask where the export wants one. One text a run.</summary>
internal static class TokenInputPlan
{
    private const string Mask = "attention_mask";

    /// <exception cref="ModelException">Name, type or length differ: expected and found are said.</exception>
    public static InputPlan Create(ModelDescription model, GraphFile graph)
    {
        var input = model.Input;
        if (input.Height != 1 || input.Type is not (TensorType.Int64 or TensorType.Int32))
            throw InputPlan.Differs(model, graph, "input.height 1 and input.type int64 or int32, because the task is embed-text; input.width is the context");
        var tokens = graph.Inputs.FirstOrDefault(i => i.Name == input.Name)
            ?? throw InputPlan.Differs(model, graph, $"model.json names the input '{input.Name}', which the file does not have");
        Check(model, graph, tokens, InputPlan.TypeOf(input.Type));
        List<GraphValue> rows = [tokens];
        SecondInput? second = null;
        foreach (var other in graph.Inputs.Where(i => i.Name != input.Name))
        {
            if (other.Name != Mask || other.Type is not (OnnxType.Int64 or OnnxType.Int32))
                throw InputPlan.Differs(model, graph, $"tokens and an {Mask} are fed, but the file also wants {other}");
            Check(model, graph, other, other.Type);
            rows.Add(other);
            second = new SecondInput(Mask, other.Type, [input.Width]);
        }
        var batch = tokens.Size(0);
        if (batch > 256)
            throw InputPlan.Differs(model, graph, "a batch of at most 256 is taken");
        var overrides = rows.SelectMany(row => Overrides(row, input.Width)).Distinct().ToList();
        if (overrides.DistinctBy(o => o.Symbol).Count() != overrides.Count)
            throw InputPlan.Differs(model, graph, $"one name for the batch and another for the {input.Width} tokens");
        return new InputPlan(input.Name, tokens.Type, [input.Width], (int)(batch ?? 1), batch is null, overrides, second);
    }

    private static void Check(ModelDescription model, GraphFile graph, GraphValue row, OnnxType type)
    {
        if (row.Type != type || row.Rank is not (null or 2) || (row.Size(1) ?? model.Input.Width) != model.Input.Width)
            throw InputPlan.Differs(model, graph, $"'{row.Name}' is {OnnxTypes.Name(type)}[batch, {model.Input.Width} tokens (input.width)]");
    }

    private static IEnumerable<(string Symbol, long Size)> Overrides(GraphValue row, int context)
    {
        for (var axis = 0; axis < (row.Rank ?? 0); axis++)
        {
            if (row.Dimensions![axis].Symbol is { } symbol)
                yield return (symbol, axis == 0 ? 1 : context);
        }
    }
}
