using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;

namespace EdgeEngines.Reading;

/// <summary>The outputs of the engines that read text held against what is read from them. Errors say model, output, expected and found.</summary>
internal static class TextOutputs
{
    /// <summary>For <c>models check</c>: what the model's task has, if it is one of these.</summary>
    public static void Check(ModelDescription model, IReadOnlyList<OutputTensor> outputs)
    {
        if (model.Task == "ocr-detect")
            Map(model, outputs);
        else if (model.Task == "ocr-read")
            Steps(model, outputs);
    }

    /// <summary>A detector's map: one probability for each pixel of its input.</summary>
    public static OutputTensor Map(ModelDescription model, IReadOnlyList<OutputTensor> outputs)
    {
        var (width, height) = (model.Input.Width, model.Input.Height);
        var output = Only(model, outputs);
        return output.Shape is [_, 1, var rows, var columns] && (rows, columns) == (height, width)
            ? output
            : throw Misfit(
                model, output, $"[batch, 1, {height}, {width}], a probability for each pixel of the input",
                "a network that halves its input several times wants sides that are multiples of 32: correct input.width and input.height");
    }

    /// <summary>A reader's steps: a score for each label at each.</summary>
    public static OutputTensor Steps(ModelDescription model, IReadOnlyList<OutputTensor> outputs)
    {
        var labels = model.Labels.Count;
        var output = Only(model, outputs);
        return labels > 1 && output.Shape is [_, > 0, var classes] && classes == labels
            ? output
            : throw Misfit(
                model, output, $"[batch, steps, {labels}], because model.json has {labels} labels",
                "give one label for each class: the blank (an empty one) first, then the characters of the dictionary that came with the file, then the space where it has one");
    }

    /// <summary>A direction classifier's two probabilities.</summary>
    public static OutputTensor Direction(ModelDescription model, IReadOnlyList<OutputTensor> outputs)
    {
        if (model.Labels.Count != 2 || !model.Labels.Contains(Turned))
            throw new ModelException($"model '{model.Name}': a direction classifier has the labels 0 and {Turned}, found {string.Join(", ", model.Labels)}");
        var output = Only(model, outputs);
        return output.Shape is [_, 2] ? output : throw Misfit(model, output, "[batch, 2]", "name another model");
    }

    /// <summary>Which of a direction classifier's outputs stands for a text that is upside down.</summary>
    public static int TurnedClass(ModelDescription model) => model.Labels[0] == Turned ? 0 : 1;

    private const string Turned = "180";

    private static OutputTensor Only(ModelDescription model, IReadOnlyList<OutputTensor> outputs) => outputs.Count == 1
        ? outputs[0]
        : throw new ModelException($"model '{model.Name}', task {model.Task}: one output is expected, the file has {outputs.Count}: {string.Join(", ", outputs)}");

    private static ModelException Misfit(ModelDescription model, OutputTensor output, string expected, string wayOut) => new(
        $"model '{model.Name}', task {model.Task}: output '{output.Name}' has the shape [{string.Join(", ", output.Shape)}], expected {expected}; {wayOut}");
}
