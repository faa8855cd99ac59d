using EdgeEngines.Models;

namespace EdgeEngines.Detecting.Heads;

/// <summary>A model's head description held against the outputs that the file really has. Its errors say model, head, output,
/// expected and found.</summary>
internal sealed class HeadContract
{
    public HeadContract(ModelDescription model, IReadOnlyList<OutputTensor> outputs)
    {
        Model = model;
        Outputs = outputs;
        Head = model.Head ?? throw new ModelException(
            $"model '{model.Name}': no head is described, and a detector needs one; add \"head\" to model.json");
        if (!(Head.ScoreThreshold is >= 0 and < 1))
            throw Unusable($"score_threshold is {Head.ScoreThreshold}, expected 0 or more and less than 1");
        if (!(Head.NmsIou is >= 0 and <= 1))
            throw Unusable($"nms_iou is {Head.NmsIou}, expected 0 to 1");
        if (Head.MaxDetections is < 1 or > 10_000)
            throw Unusable($"max_detections is {Head.MaxDetections}, expected 1 to 10000");
        if (model.Input is not { Width: > 0, Height: > 0 })
            throw Unusable($"the input is {model.Input.Width}x{model.Input.Height}, expected a size above 0");
    }

    public ModelDescription Model { get; }
    public HeadDescription Head { get; }
    public IReadOnlyList<OutputTensor> Outputs { get; }

    /// <summary>Refuses roles that the head does not have: a misspelt one would silently count for nothing.</summary>
    public void AllowRoles(params IReadOnlyList<string> roles)
    {
        foreach (var role in Head.Outputs.Keys)
        {
            if (!roles.Contains(role))
                throw Unusable($"\"outputs\" names the role '{role}'; the roles of this head are {string.Join(", ", roles)}");
        }
    }

    /// <summary>The output that model.json names for a role, or null where it names none.</summary>
    public OutputTensor? Named(string role)
    {
        if (!Head.Outputs.TryGetValue(role, out var name))
            return null;
        return Outputs.FirstOrDefault(output => output.Name == name)
            ?? throw Unusable($"output '{name}' ({role}) is not in the file; it has {Listed()}");
    }

    /// <summary>The only output that looks so; null where none or several do, and model.json has to name it.</summary>
    public OutputTensor? Lone(Func<OutputTensor, bool> looksSo)
    {
        var alike = Outputs.Where(looksSo).ToArray();
        return alike.Length == 1 ? alike[0] : null;
    }

    /// <summary>For heads that read a single output.</summary>
    public OutputTensor Only()
    {
        AllowRoles("output");
        if (Named("output") is { } named)
            return named;
        return Outputs.Count == 1
            ? Outputs[0]
            : throw Unusable($"one output is expected, the file has {Outputs.Count}: {Listed()}; name the right one: "
                + "\"outputs\": {\"output\": \"NAME\"}");
    }

    /// <summary>The cells of the input at each stride.</summary>
    public GridLevel[] Grid(params IReadOnlyList<int> defaultStrides)
    {
        var strides = Head.Strides.Count > 0 ? Head.Strides : defaultStrides;
        if (strides.Any(stride => stride < 1))
            throw Unusable($"strides are [{string.Join(", ", strides)}], expected each above 0");
        var (width, height) = (Model.Input.Width, Model.Input.Height);
        return [.. strides.Select(stride => new GridLevel(stride, (width + stride - 1) / stride, (height + stride - 1) / stride))];
    }

    /// <summary>Explains a cell count in errors: "756 cells of strides 8, 16, 32 at 192x192".</summary>
    public string Explained(GridLevel[] levels) =>
        $"{levels.Sum(level => level.Cells)} cells of strides {string.Join(", ", levels.Select(level => level.Stride))} "
        + $"at {Model.Input.Width}x{Model.Input.Height}";

    public void RequireLabels(OutputTensor output, int classes)
    {
        if (classes < 1)
            throw Misfit(output, "at least one class", "check the kind of the head");
        if (Model.Labels.Count < classes)
            throw Unusable($"output {output} has {classes} classes and model.json has {Model.Labels.Count} labels; "
                + "give one label for each class, in the model's order");
    }

    public ModelException Misfit(OutputTensor output, string expected, string wayOut) =>
        Unusable($"output '{output.Name}' has the shape [{string.Join(", ", output.Shape)}], expected {expected}; {wayOut}");

    public ModelException Unusable(string what) => new($"model '{Model.Name}', head '{Head.Kind}': {what}");

    public string Listed() => string.Join(", ", Outputs);
}
