namespace EdgeWorld.Clevr.Generating;

/// <summary>A template filled so far: the program, what its steps give on the scene, and the words in the slots.</summary>
internal sealed class Draft(ProgramRunner programs, QuestionTemplate template)
{
    private readonly List<ClevrStep> _steps = [];
    private readonly List<ClevrValue> _values = [];
    private readonly List<int> _lastStepOfNode = [];
    private readonly Dictionary<string, string> _slots = [];

    public ProgramRunner Programs => programs;

    public QuestionTemplate Template => template;

    public int NodesDone => _lastStepOfNode.Count;

    public bool IsComplete => NodesDone == template.Nodes.Length;

    public ClevrStep[] Program => [.. _steps];

    public ClevrValue Answer => _values[^1];

    /// <summary>The word in every slot: empty, or "thing" for a shape, where nothing is said.</summary>
    public IReadOnlyDictionary<string, string> Slots => _slots;

    public ClevrValue ValueOf(int node) => _values[_lastStepOfNode[node]];

    /// <summary>Adds the steps of the next node, filled as the option says. False where they give no unique object or break a constraint;
    /// the steps are there all the same and are taken back with <see cref="Undo"/>.</summary>
    public bool Add(in FilterOption option)
    {
        var node = template.Nodes[NodesDone];
        int[] inputs = [.. node.Inputs.Select(input => _lastStepOfNode[input])];
        var slot = 0;
        if (option.Relation is { } relation)
            inputs = Fill("relate", inputs, node.Slots[slot++], relation);
        for (var i = 0; slot < node.Slots.Length; i++, slot++)
        {
            var type = template.TypeOf(node.Slots[slot]);
            if (option.Filter.Words[i] is { } word)
                inputs = Fill(Spelled(node.Type) ? "filter_" + type.ToLowerInvariant() : node.Type, inputs, node.Slots[slot], word);
            else
                _slots[node.Slots[slot]] = type == "Shape" ? "thing" : "";
        }
        var last = Spelled(node.Type) ? node.Type.Split('_')[^1] : node.Slots.Length > 0 ? "" : node.Type;
        if (last is not ("" or "filter"))
            inputs = Push(new(last, inputs));
        _lastStepOfNode.Add(inputs[0]);
        return _values[^1] is not ClevrValue.NotUnique && template.Constraints.All(Holds);
    }

    public void Undo()
    {
        var node = template.Nodes[NodesDone - 1];
        _lastStepOfNode.RemoveAt(NodesDone - 1);
        var left = NodesDone == 0 ? 0 : _lastStepOfNode.Max() + 1;
        _steps.RemoveRange(left, _steps.Count - left);
        _values.RemoveRange(left, _values.Count - left);
        foreach (var slot in node.Slots)
            _slots.Remove(slot);
    }

    /// <summary>Nodes that stand for several functions.</summary>
    public static bool Spelled(string node) =>
        node == "filter" || node.StartsWith("relate_filter", StringComparison.Ordinal) || node is "filter_unique" or "filter_count" or "filter_exist";

    private int[] Fill(string function, int[] inputs, string slot, string word)
    {
        _slots[slot] = word;
        return Push(new(function, inputs, word));
    }

    private int[] Push(ClevrStep step)
    {
        _values.Add(programs.Step(step, _values));
        _steps.Add(step);
        return [_steps.Count - 1];
    }

    private bool Holds(TemplateConstraint constraint)
    {
        switch (constraint.Type)
        {
            case "NULL":
                return !_slots.TryGetValue(constraint.Params[0].GetString()!, out var word) || word is "" or "thing";
            case "OUT_NEQ":
                int one = constraint.Params[0].GetInt32(), other = constraint.Params[1].GetInt32();
                return Math.Max(one, other) >= NodesDone || ValueOf(one) != ValueOf(other);
            default:
                throw new WorldException($"templates have a constraint {constraint.Type} that nobody knows");
        }
    }
}
