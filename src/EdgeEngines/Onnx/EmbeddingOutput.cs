using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>Which output of an encoder is the vector.</summary>
internal static class EmbeddingOutput
{
    private static readonly string[] s_names = ["image_embeds", "text_embeds", "image_features", "text_features"];

    /// <exception cref="ModelException">None fits, or several do.</exception>
    public static (int Index, int Dimensions) Find(ModelDescription model, IReadOnlyList<OutputPlan> outputs)
    {
        var fitting = Enumerable.Range(0, outputs.Count).Where(i => IsVector(outputs[i])).ToList();
        if (model.Embedding?.Output is { } named)
            fitting.RemoveAll(i => outputs[i].Name != named);
        else if (fitting.Exists(i => s_names.Contains(outputs[i].Name)))
            fitting.RemoveAll(i => !s_names.Contains(outputs[i].Name));
        if (fitting is [var only])
            return (only, (int)outputs[only].ItemLength);
        var found = string.Join(", ", outputs.Select(o => $"'{o.Name}' [{string.Join(", ", o.RunShape)}]"));
        var expected = model.Embedding?.Output is { } name ? $"'{name}' to be [batch, numbers]" : "one output [batch, numbers]; say which with embedding.output";
        throw new ModelException($"model '{model.Name}', task {model.Task}: expected {expected}. Found: {found}");
    }

    /// <summary>Sizes of 1 are no dimensions: some exports keep those of the pooled picture.</summary>
    private static bool IsVector(OutputPlan output)
    {
        var sizes = output.ItemShape.ToArray();
        return sizes.Length > 0 && sizes.Count(size => size != 1) <= 1 && output.ItemLength > 1;
    }
}
