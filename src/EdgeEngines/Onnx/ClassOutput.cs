using EdgeEngines.Models;

namespace EdgeEngines.Onnx;

/// <summary>Which output of a classifier holds the score of each label.</summary>
internal static class ClassOutput
{
    /// <exception cref="ModelException">None fits, or several do.</exception>
    public static int Find(ModelDescription model, IReadOnlyList<OutputPlan> outputs)
    {
        var labels = model.Labels.Count;
        var fitting = Enumerable.Range(0, outputs.Count).Where(i => labels > 0 && outputs[i].ItemLength == labels).ToList();
        if (fitting is [var only])
            return only;
        var found = string.Join(", ", outputs.Select(o => $"'{o.Name}' [{string.Join(", ", o.RunShape)}]"));
        throw new ModelException(
            $"model '{model.Name}', task {model.Task}: expected one output [batch, {labels}], because model.json has {labels} labels. Found: {found}. "
            + "Give one label for each class, in the order of the output");
    }
}
