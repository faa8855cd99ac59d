using EdgePlanner.Values;

namespace EdgePlanner.Tools.Families;

/// <summary>Where every plan begins: things by name.</summary>
internal static class FindingTools
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "find",
            Family = "Finding",
            Parameters = [new("phrase", PlanType.Text)],
            Result = PlanType.Boxes,
            Size = ResultSize.Cap,
            Needs = Capabilities.Detector,
            Cost = new(40_000, 20),
            Documentation = "The things in the picture that the phrase names: a kind (\"car\"; \"cars\" is the same), a kind of kinds (\"vehicle\"), "
                + "everything (\"thing\"), or any words where the device has an open-vocabulary detector. At most as many as the plan's cap, the "
                + "surest ones. The set is empty where there is none, unknown where nothing here could see one. A phrase with describing words in "
                + "front (\"red cup\") that finds nothing is looked for once more as find(\"cup\") and where(…, \"red\"); the trace says so.",
            Examples = ["cars = find(\"car\")\nreturn cars", "all = find(\"thing\")\nn = count(all)\nreturn n"],
            RepairsPhrase = true,
            Body = Find,
        },
        new()
        {
            Name = "unique",
            Family = "Finding",
            Parameters = [Parameters.Things],
            ResultLike = 0,
            Size = ResultSize.One,
            Documentation = "The set itself when it holds exactly one thing: \"the car\". Unknown for none and for several.",
            Examples = ["cars = find(\"car\")\ncar = unique(cars)\nc = colour(car)\nreturn c"],
            Body = Unique,
        },
        new()
        {
            Name = "given",
            Family = "Finding",
            Parameters = [Parameters.Things, new("name", PlanType.Text)],
            ResultLike = 0,
            Size = ResultSize.First,
            Documentation = "The set itself when there is anything in it; else unknown, with the name of what is not there. For questions that take "
                + "things for granted: of a traffic light that is not there nobody can say whether it is green.",
            Examples = ["lights = find(\"traffic light\")\nlight = given(lights, \"traffic light\")\ngreen = where(light, \"green\")\nyes = exists(green)\nreturn yes"],
            Body = Given,
        },
    ];

    private static Value Find(in ToolCall call)
    {
        var found = call.World.Find(call.Text(0), call.Cap, call.Cancellation);
        if (found.IsEmpty)
            return NotFound(call);
        var sum = 0f;
        foreach (var thing in found)
            sum += call.World.ScoreOf(thing);
        return Value.OfBoxes(found, sum / found.Count);
    }

    private static Value Given(in ToolCall call) => call.Set(0).IsEmpty
        ? Value.Unknown(call.Arguments[0].Type, $"there is no {call.Text(1)}")
        : call.Arguments[0];

    /// <summary>That there is none is an answer only of those who would have seen it.</summary>
    private static Value NotFound(in ToolCall call) =>
        call.World.CannotFind(DescribingWords.NounOf(call.Text(0))) is { } reason
            ? Value.Unknown(PlanType.Boxes, $"nothing here can see \"{call.Text(0)}\": {reason}")
            : Value.OfBoxes(ThingSet.Empty);

    private static Value Unique(in ToolCall call) => call.Set(0).Count switch
    {
        1 => call.Arguments[0],
        0 => Value.Unknown(call.Arguments[0].Type, "there is none"),
        var several => Value.Unknown(call.Arguments[0].Type, $"there are {several}"),
    };
}
