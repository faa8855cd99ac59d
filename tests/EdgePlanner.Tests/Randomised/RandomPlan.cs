using System.Globalization;
using System.Text;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Tests.Randomised;

/// <summary>
/// Well-typed plans of every shape, made from the declarations alone: a step takes earlier results or literals of the types that the tool
/// declares; what the answer does not need is left out. The same number gives the same plan.
/// </summary>
internal sealed class RandomPlan
{
    private static readonly string[] s_words =
        ["car", "cars", "red car", "thing", "person", "dog", "red", "large", "metal", "moving", "keys", "a blue car", "café", "红色", "🚗", "", "it's", "gate", "{x} %s", "small red cup"];

    private readonly Random _random;
    private readonly List<Step> _steps = [];

    private RandomPlan(int seed) => _random = new(seed);

    /// <param name="Arguments">Each as it is written, with the step that it names (−1 for a literal).</param>
    private sealed record Step(ToolDeclaration Tool, PlanType Type, List<(string Key, string Text, int Step)> Arguments);

    public static string Of(int seed)
    {
        var plan = new RandomPlan(seed);
        var length = plan._random.Next(1, 14);
        for (var tries = 0; plan._steps.Count < length && tries < 200; tries++)
            plan.TryAdd(Plans.Everything.Tools[plan._random.Next(Plans.Everything.Tools.Count)]);
        return plan.Write();
    }

    private void TryAdd(ToolDeclaration tool)
    {
        var arguments = new List<(string Key, string Text, int Step)>();
        var types = new List<PlanType>();
        var keyed = false;
        foreach (var parameter in tool.Parameters)
        {
            if (parameter.Optional && _random.Next(2) == 0)
            {
                types.Add(parameter.Default.Type);
                keyed = true;
                continue;
            }
            var allowed = parameter.SameTypeAs >= 0 ? TypeSet.Of(types[parameter.SameTypeAs]) : parameter.Types;
            for (var repeat = parameter.Variadic ? _random.Next(1, 4) : 1; repeat > 0; repeat--)
            {
                if (!TryArgument(tool, parameter, allowed, types, out var text, out var step, out var type))
                    return;
                keyed |= !parameter.Variadic && _random.Next(5) == 0;
                arguments.Add((keyed ? parameter.Name : "", text, step));
                types.Add(type);
            }
        }
        if (keyed && tool.IsVariadic && arguments.Exists(argument => argument.Key.Length > 0))
            return;
        var result = tool.ResultLike >= 0 ? types[tool.ResultLike] : tool.Result;
        if (result != PlanType.None)
            _steps.Add(new(tool, result, arguments));
    }

    private bool TryArgument(
        ToolDeclaration tool, ParameterDeclaration parameter, TypeSet allowed, List<PlanType> types, out string text, out int step, out PlanType type)
    {
        (text, step, type) = ("", -1, PlanType.None);
        var fitting = Enumerable.Range(0, _steps.Count).Where(i => allowed.Contains(_steps[i].Type)).ToArray();
        if (fitting.Length > 0 && !parameter.LiteralOnly && parameter.OneOf is null && _random.Next(3) > 0)
        {
            step = fitting[_random.Next(fitting.Length)];
            type = _steps[step].Type;
            return true;
        }
        if (parameter.OneOf is { } choices)
        {
            // Texts and truths have no order: the one rule of the catalog that types do not say.
            var unordered = tool.Name == "compare" && types[0] is PlanType.Text or PlanType.Bool;
            (text, type) = ($"\"{choices[_random.Next(unordered ? 2 : choices.Count)]}\"", PlanType.Text);
            return true;
        }
        PlanType[] literal =
        [
            .. new[] { PlanType.Int, PlanType.Float, PlanType.Bool, PlanType.Text, PlanType.Metres, PlanType.Seconds, PlanType.MetresPerSecond, PlanType.Clock }
                .Where(allowed.Contains),
        ];
        // A bare number takes the first type of several: only where there is no choice is its type what was meant.
        if (literal.Length > 1)
            literal = [.. literal.Where(candidate => candidate is PlanType.Int or PlanType.Bool or PlanType.Text || !allowed.Contains(PlanType.Int))];
        if (literal.Length == 0)
            return false;
        type = literal[_random.Next(literal.Length)];
        text = Literal(type);
        return true;
    }

    private string Literal(PlanType type) => type switch
    {
        PlanType.Bool => _random.Next(2) == 0 ? "True" : "False",
        PlanType.Text => $"\"{s_words[_random.Next(s_words.Length)]}\"",
        PlanType.Int or PlanType.Clock => _random.Next(-3, 1000).ToString(CultureInfo.InvariantCulture),
        _ => _random.Next(2) == 0
            ? _random.Next(0, 5000).ToString(CultureInfo.InvariantCulture)
            : (_random.NextDouble() * 30).ToString("0.0##", CultureInfo.InvariantCulture),
    };

    private string Write()
    {
        var needed = new bool[_steps.Count];
        needed[^1] = true;
        for (var i = _steps.Count - 1; i >= 0; i--)
        {
            foreach (var (_, _, step) in _steps[i].Arguments)
            {
                if (step >= 0 && needed[i])
                    needed[step] = true;
            }
        }
        var text = new StringBuilder(_random.Next(4) == 0 ? "# a plan\n\n" : "");
        for (var i = 0; i < _steps.Count; i++)
        {
            if (!needed[i])
                continue;
            var blank = _random.Next(6) == 0 ? "  " : " ";
            text.Append(Name(i)).Append(blank).Append('=').Append(blank).Append(_steps[i].Tool.Name).Append('(');
            text.AppendJoin(
                ", ", _steps[i].Arguments.Select(argument =>
                    (argument.Key.Length > 0 ? argument.Key + "=" : "") + (argument.Step >= 0 ? Name(argument.Step) : argument.Text)));
            text.Append(')').Append(_random.Next(6) == 0 ? " # so far\n" : "\n");
        }
        return text.Append("return ").Append(Name(_steps.Count - 1)).Append(_random.Next(2) == 0 ? "\n" : "").ToString();
    }

    private string Name(int step) => $"{_steps[step].Tool.Name}{step}";
}
