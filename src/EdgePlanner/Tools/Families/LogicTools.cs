using EdgePlanner.Values;

namespace EdgePlanner.Tools.Families;

/// <summary>Comparing and combining answers. The logic has three values: what does not depend on an unknown is known.</summary>
internal static class LogicTools
{
    private const string Family = "Logic";

    private static readonly string[] s_relations = ["equal", "different", "greater", "less", "at_least", "at_most"];

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "compare",
            Family = Family,
            Parameters =
            [
                new("one", TypeSet.Ordered | TypeSet.Of(PlanType.Text, PlanType.Bool)),
                new("other", TypeSet.Ordered | TypeSet.Of(PlanType.Text, PlanType.Bool)) { SameTypeAs = 0 },
                ParameterDeclaration.Maybe("relation", PlanType.Text, Value.OfText("equal")) with { OneOf = s_relations, LiteralOnly = true },
            ],
            Result = PlanType.Bool,
            Documentation = "Whether the relation holds between two values of the same type: equal, different, greater, less, at_least, at_most. A "
                + "number written out takes the unit of the other. Texts and truths are only equal or different. Where measured values lie closer "
                + "than their uncertainty, the answer is given with half the confidence.",
            Examples =
            [
                "a = find(\"car\")\nb = find(\"bus\")\nn = count(a)\nm = count(b)\nmore = compare(n, m, \"greater\")\nreturn more",
                "cars = find(\"car\")\ncar = nearest(cars)\nd = distance(car)\nclose = compare(d, 10, \"less\")\nreturn close",
            ],
            Rule = OrderOnly,
            Body = Compare,
        },
        new()
        {
            Name = "both",
            Family = Family,
            Parameters = [new("one", PlanType.Bool), new("other", PlanType.Bool)],
            Result = PlanType.Bool,
            TakesUnknown = true,
            Documentation = "Whether both are true. False where one is false, even if the other is unknown.",
            Examples = ["d = find(\"dog\")\nc = find(\"cup\")\na = exists(d)\nb = exists(c)\nr = both(a, b)\nreturn r"],
            Body = (in call) => Decide(call, decisive: false),
        },
        new()
        {
            Name = "either",
            Family = Family,
            Parameters = [new("one", PlanType.Bool), new("other", PlanType.Bool)],
            Result = PlanType.Bool,
            TakesUnknown = true,
            Documentation = "Whether one at least is true. True where one is true, even if the other is unknown.",
            Examples = ["d = find(\"dog\")\nc = find(\"cup\")\na = exists(d)\nb = exists(c)\nr = either(a, b)\nreturn r"],
            Body = (in call) => Decide(call, decisive: true),
        },
        new()
        {
            Name = "not_",
            Family = Family,
            Parameters = [new("truth", PlanType.Bool)],
            Result = PlanType.Bool,
            Documentation = "The opposite. (The underscore is there because Python keeps the word not for itself.) Unknown where the truth is.",
            Examples = ["d = find(\"dog\")\na = exists(d)\nr = not_(a)\nreturn r"],
            Body = (in call) => Value.OfBool(!call.Arguments[0].Truth),
        },
        new()
        {
            Name = "choose",
            Family = Family,
            Parameters = [new("condition", PlanType.Bool), new("yes", TypeSet.Any), new("no", TypeSet.Any) { SameTypeAs = 1 }],
            ResultLike = 1,
            Size = ResultSize.Largest,
            TakesUnknown = true,
            Documentation = "The second argument where the condition is true, the third where it is false; both of the same type. Unknown where the "
                + "condition is, whatever the one that is not taken.",
            Examples = ["dogs = find(\"dog\")\ncond = exists(dogs)\nx = choose(cond, \"mind the dog\", \"no dog\")\nreturn x"],
            Body = Choose,
        },
    ];

    private static string? OrderOnly(ReadOnlySpan<Value> arguments) =>
        arguments[0].Type is PlanType.Text or PlanType.Bool && arguments[2].Text is not ("equal" or "different")
            ? $"{arguments[0].Type} has no order: it is only equal or different"
            : null;

    private static Value Compare(in ToolCall call)
    {
        ref readonly var one = ref call.Arguments[0];
        ref readonly var other = ref call.Arguments[1];
        if (one.Type is PlanType.Text or PlanType.Bool)
        {
            var same = one.Type == PlanType.Text ? string.Equals(one.Text, other.Text, StringComparison.Ordinal) : one.Truth == other.Truth;
            return Value.OfBool(same == (call.Text(2) != "different"));
        }
        double a = one.Number, b = other.Number;
        var holds = call.Text(2) switch
        {
            "equal" => a == b,
            "different" => a != b,
            "greater" => a > b,
            "less" => a < b,
            "at_least" => a >= b,
            _ => a <= b,
        };
        return Value.OfBool(holds, Math.Abs(a - b) < one.Uncertainty + other.Uncertainty ? 0.5f : 1);
    }

    private static Value Decide(in ToolCall call, bool decisive)
    {
        ref readonly var one = ref call.Arguments[0];
        ref readonly var other = ref call.Arguments[1];
        if (one.IsKnown && one.Truth == decisive)
            return Value.OfBool(decisive, one.Confidence);
        if (other.IsKnown && other.Truth == decisive)
            return Value.OfBool(decisive, other.Confidence);
        if (one.IsUnknown)
            return one;
        return other.IsUnknown ? other : Value.OfBool(!decisive, Math.Min(one.Confidence, other.Confidence));
    }

    private static Value Choose(in ToolCall call)
    {
        ref readonly var condition = ref call.Arguments[0];
        if (condition.IsUnknown)
            return Value.Unknown(call.Arguments[1].Type, condition.Text ?? "the condition is unknown");
        ref readonly var chosen = ref call.Arguments[condition.Truth ? 1 : 2];
        return chosen.IsKnown ? chosen.WithConfidence(Math.Min(chosen.Confidence, condition.Confidence)) : chosen;
    }
}
