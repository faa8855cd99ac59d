using System.Text;
using EdgeEngines.Models;
using EdgePlanner.Language;

namespace EdgeHost.Tooling.Shapes;

/// <summary>A model's labels where plans have to do with them.</summary>
internal static class LabelChoice
{
    /// <summary>A message that lists more choices helps nobody; a model with more labels is bound to one of them.</summary>
    private const int MostChoices = 100;

    /// <exception cref="ToolFileException">The file names a label that the model does not have, or the model has none.</exception>
    public static IReadOnlyList<string> Checked(ToolFile file, ModelDescription model)
    {
        if (model.Labels.Count == 0)
            throw new ToolFileException(file.Path, [$"its model '{model.Name}' has no labels: say them in its model.json"]);
        if (file.Label is { } label && IndexOf(model.Labels, label) < 0)
            throw new ToolFileException(file.Path, [$"'label' is \"{label}\", expected one of the labels of '{model.Name}': {string.Join(", ", model.Labels.Take(MostChoices))}"]);
        return model.Labels;
    }

    /// <summary>Those that a plan can write, for a parameter.</summary>
    /// <exception cref="ToolFileException">One of them cannot be written, or there are too many.</exception>
    public static IReadOnlyList<string> Writable(ToolFile file, IReadOnlyList<string> labels)
    {
        if (labels.Count > MostChoices)
            throw new ToolFileException(file.Path, [$"its model has {labels.Count} labels, a plan chooses among {MostChoices} at most: name one with 'label'"]);
        var bad = labels.FirstOrDefault(label => Encoding.UTF8.GetByteCount(label) > PlanLimits.TextBytes || label.Any(c => c is '"' or '\\' || char.IsControl(c)));
        return bad is null ? labels : throw new ToolFileException(file.Path, [$"its model's label \"{bad}\" cannot be written in a plan: name one with 'label', or change it in model.json"]);
    }

    public static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] == label)
                return i;
        }
        return -1;
    }
}
