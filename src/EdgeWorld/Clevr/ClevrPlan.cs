using System.Text;

namespace EdgeWorld.Clevr;

/// <summary>
/// Puts a functional program into the plan language: a line per step, except that the scene is looked for once and that filters in a row are
/// one <c>where</c>.
/// </summary>
internal sealed class ClevrPlan
{
    private readonly IReadOnlyList<ClevrStep> _program;
    private readonly string[] _names;
    private readonly StringBuilder _text = new();
    private string? _scene;

    private ClevrPlan(IReadOnlyList<ClevrStep> program) => (_program, _names) = (program, new string[program.Count]);

    public static string Of(IReadOnlyList<ClevrStep> program)
    {
        var plan = new ClevrPlan(program);
        for (var step = 0; step < program.Count; step++)
            plan.Add(step);
        return plan._text.Append("return ").Append(plan._names[^1]).Append('\n').ToString();
    }

    private void Add(int at)
    {
        var step = _program[at];
        if (step.Function == "scene")
            _names[at] = _scene ??= Line(at, "find(\"thing\")");
        else if (IsFilter(step))
            Filter(at);
        else if (step.Function == "equal_object")
            _names[at] = Line(at, $"exists({Line(at, $"intersect({Input(step, 0)}, {Input(step, 1)})", "_shared")})");
        else
            _names[at] = Line(at, Call(step));
    }

    private string Call(ClevrStep step) => step.Function switch
    {
        "unique" or "count" => $"{step.Function}({Input(step, 0)})",
        "exist" => $"exists({Input(step, 0)})",
        "union" or "intersect" => $"{step.Function}({Input(step, 0)}, {Input(step, 1)})",
        "relate" => $"{Relation(step.Word!)}({_scene}, {Input(step, 0)})",
        "query_color" => $"colour({Input(step, 0)})",
        "query_size" or "query_shape" or "query_material" => $"{step.Function["query_".Length..]}({Input(step, 0)})",
        "same_color" => $"same_as({_scene}, {Input(step, 0)}, \"colour\")",
        "same_size" or "same_shape" or "same_material" => $"same_as({_scene}, {Input(step, 0)}, \"{step.Function["same_".Length..]}\")",
        "equal_color" or "equal_size" or "equal_shape" or "equal_material" or "equal_integer" => $"compare({Input(step, 0)}, {Input(step, 1)})",
        "less_than" => $"compare({Input(step, 0)}, {Input(step, 1)}, \"less\")",
        "greater_than" => $"compare({Input(step, 0)}, {Input(step, 1)}, \"greater\")",
        _ => throw new WorldException($"no tool does what {step.Function} does"),
    };

    /// <summary>Says nothing yet where the only one that uses this filter is another filter: that one says both words.</summary>
    private void Filter(int at)
    {
        var users = _program.Where(step => step.Inputs.Contains(at)).ToArray();
        if (users is [var only] && IsFilter(only))
            return;
        var words = new Stack<string>();
        var first = at;
        do
        {
            words.Push(_program[first].Word!);
            first = _program[first].Inputs[0];
        }
        while (_names[first] is null);
        _names[at] = Line(at, $"where({_names[first]}, {string.Join(", ", words.Select(word => $"\"{word}\""))})");
    }

    private static string Relation(string word) => word switch
    {
        "left" => "left_of",
        "right" => "right_of",
        "front" => "in_front_of",
        "behind" => "behind",
        _ => throw new WorldException($"no tool relates things by {word}"),
    };

    private static bool IsFilter(ClevrStep step) => step.Function.StartsWith("filter_", StringComparison.Ordinal);

    private string Input(ClevrStep step, int index) => _names[step.Inputs[index]];

    private string Line(int at, string call, string suffix = "")
    {
        var name = $"s{at}{suffix}";
        _text.Append(name).Append(" = ").Append(call).Append('\n');
        return name;
    }
}
