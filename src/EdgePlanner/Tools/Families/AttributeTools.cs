using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools.Families;

/// <summary>What things are like.</summary>
internal static class AttributeTools
{
    private static readonly string[] s_names = ["colour", "size", "shape", "material", "state", "class"];

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        Declare("colour", AttributeKind.Colour, "The colour of the things: \"red\"."),
        Declare("size", AttributeKind.Size, "The size of the things among their kind: \"small\", \"medium\", \"large\"."),
        Declare("shape", AttributeKind.Shape, "The shape of the things: \"cube\"."),
        Declare("material", AttributeKind.Material, "What the things are made of: \"metal\"."),
        Declare("state", AttributeKind.State, "The state of the things: \"moving\", \"parked\", \"open\", \"green\" of a traffic light."),
        new()
        {
            Name = "same_as",
            Family = "Attributes",
            Parameters =
            [
                Parameters.Things, Parameters.LikeThings("others"),
                ParameterDeclaration.Maybe("attribute", PlanType.Text, Value.OfText("colour")) with { OneOf = s_names, LiteralOnly = true },
            ],
            ResultLike = 0,
            Size = ResultSize.First,
            Needs = Capabilities.Encoder,
            Cost = new(50, 2_500),
            Documentation = "Those of the things, the others themselves left out, whose attribute is that of the others. Unknown where the others are "
                + "none, differ, or cannot be told.",
            Examples = ["cars = find(\"car\")\nbus = find(\"bus\")\nalike = same_as(cars, bus, \"colour\")\nreturn alike"],
            Body = SameAs,
        },
    ];

    private static ToolDeclaration Declare(string name, AttributeKind attribute, string documentation) => new()
    {
        Name = name,
        Family = "Attributes",
        Parameters = [Parameters.Things],
        Result = PlanType.Text,
        Needs = Capabilities.Encoder,
        Cost = new(50, 2_500),
        Documentation = documentation + " One answer for the whole set: unknown where it is empty, where the things differ, or where it cannot be "
            + "told of one of them.",
        Examples = [$"cars = find(\"car\")\ncar = largest(cars)\nx = {name}(car)\nreturn x"],
        Body = (in call) => Shared(call, 0, attribute),
    };

    private static Value Shared(in ToolCall call, int argument, AttributeKind attribute)
    {
        string? shared = null;
        var confidence = 1f;
        var things = call.Arguments[argument];
        foreach (var thing in things.Set)
        {
            if (call.World.AttributeOf(thing, things.Type, attribute, call.Cancellation) is not { } reading)
                return Value.Unknown(PlanType.Text, "it cannot be told of one of them");
            if (shared is not null && shared != reading.Text)
                return Value.Unknown(PlanType.Text, "they differ");
            (shared, confidence) = (reading.Text, Math.Min(confidence, reading.Confidence));
        }
        return shared is null ? Value.Unknown(PlanType.Text, "there is none to look at") : Value.OfText(shared, confidence);
    }

    private static Value SameAs(in ToolCall call)
    {
        var things = call.Arguments[0];
        var attribute = (AttributeKind)Math.Max(0, Array.IndexOf(s_names, call.Text(2)));
        var wanted = Shared(call, 1, attribute);
        if (wanted.IsUnknown)
            return Value.Unknown(things.Type, wanted.Text!);
        ThingSet yes = default, unknown = default;
        var confidence = wanted.Confidence;
        var rest = Value.OfSet(things.Type, things.Set - call.Set(1));
        foreach (var thing in rest.Set)
        {
            if (call.World.AttributeOf(thing, things.Type, attribute, call.Cancellation) is not { } reading)
                unknown = unknown.With(thing);
            else if (reading.Text == wanted.Text)
                (yes, confidence) = (yes.With(thing), Math.Min(confidence, reading.Confidence));
        }
        return Narrowing.Of(rest, new(yes, unknown, confidence), "it cannot be told of any of them");
    }
}
