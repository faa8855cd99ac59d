using EdgePlanner.Values;

namespace EdgePlanner.Tools.Families;

/// <summary>Narrowing, joining and counting sets.</summary>
internal static class SetTools
{
    private const string Family = "Sets";

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "where",
            Family = Family,
            Parameters = [Parameters.Things, new("words", PlanType.Text) { Variadic = true }],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Encoder,
            Cost = new(100, 2_500),
            Documentation = "Those of the things that every word is true of: a colour, a size, a shape, a material, a state (\"moving\", \"open\"), a "
                + "place (\"crossing\"), what goes along (\"dog\"). A thing of which a word cannot be told is left out; unknown where it can be told of none.",
            Examples = ["cars = find(\"car\")\nfast = where(cars, \"red\", \"moving\")\nn = count(fast)\nreturn n"],
            Body = Where,
        },
        new()
        {
            Name = "without",
            Family = Family,
            Parameters = [Parameters.Things, Parameters.LikeThings("others")],
            ResultLike = 0,
            Size = ResultSize.First,
            Documentation = "The things that are not among the others.",
            Examples = ["cars = find(\"car\")\nred = where(cars, \"red\")\nrest = without(cars, red)\nreturn rest"],
            Body = (in call) => Value.OfSet(call.Arguments[0].Type, call.Set(0) - call.Set(1)),
        },
        new()
        {
            Name = "union",
            Family = Family,
            Parameters = [Parameters.Things, Parameters.LikeThings("others") with { Variadic = true }],
            ResultLike = 0,
            Size = ResultSize.Sum,
            Documentation = "The things that are in any of the sets.",
            Examples = ["cars = find(\"car\")\nbuses = find(\"bus\")\nboth_kinds = union(cars, buses)\nreturn both_kinds"],
            Body = Union,
        },
        new()
        {
            Name = "intersect",
            Family = Family,
            Parameters = [Parameters.Things, Parameters.LikeThings("others") with { Variadic = true }],
            ResultLike = 0,
            Size = ResultSize.First,
            Documentation = "The things that are in every one of the sets.",
            Examples = ["cars = find(\"car\")\nred = where(cars, \"red\")\nnear_ones = within(cars, metres=10)\nx = intersect(red, near_ones)\nreturn x"],
            Body = Intersect,
        },
        new()
        {
            Name = "count",
            Family = Family,
            Parameters = [Parameters.Things],
            Result = PlanType.Int,
            Documentation = "How many things there are; 0 for an empty set.",
            Examples = ["cars = find(\"car\")\nn = count(cars)\nreturn n"],
            Body = (in call) => Value.OfInt(call.Set(0).Count),
        },
        new()
        {
            Name = "exists",
            Family = Family,
            Parameters = [Parameters.Things],
            Result = PlanType.Bool,
            Documentation = "Whether there is any thing in the set.",
            Examples = ["dogs = find(\"dog\")\nyes = exists(dogs)\nreturn yes"],
            Body = (in call) => Value.OfBool(!call.Set(0).IsEmpty),
        },
    ];

    private static Value Where(in ToolCall call)
    {
        var left = call.Arguments[0];
        for (var i = 1; i < call.Arguments.Length; i++)
        {
            var word = call.Text(i);
            var confidence = left.Confidence;
            left = Narrowing.Of(left, call.World.Where(left.Set, left.Type, word, call.Cancellation), $"nobody can tell which are {word}");
            if (left.IsUnknown)
                return left;
            left = left.WithConfidence(Math.Min(confidence, left.Confidence));
        }
        return left;
    }

    private static Value Union(in ToolCall call)
    {
        var all = ThingSet.Empty;
        foreach (ref readonly var set in call.Arguments)
            all |= set.Set;
        return Value.OfSet(call.Arguments[0].Type, all);
    }

    private static Value Intersect(in ToolCall call)
    {
        var all = call.Set(0);
        foreach (ref readonly var set in call.Arguments)
            all &= set.Set;
        return Value.OfSet(call.Arguments[0].Type, all);
    }
}
