using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Yes or no, or a word, about all of the things.</summary>
internal static class TellingPractice
{
    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        UnseenTool.Value("even", PlanType.Bool, "Whether the number of the things is even.", (in call) => Value.OfBool(call.Set(0).Count % 2 == 0)),
        UnseenTool.Value("lonely", PlanType.Bool, "Whether there is exactly one of the things.", (in call) => Value.OfBool(call.Set(0).Count == 1)),
        UnseenTool.Value("uniform", PlanType.Bool, "Whether all of the things have the same colour.", (in call) => Value.OfBool(PracticeReadings.Told(call, AttributeKind.Colour).DistinctBy(one => one.Text).Count() <= 1)),
        UnseenTool.Value("mostly_on", PlanType.Text, "The side of the picture on which most of the things are: \"left\" or \"right\".", (in call) => MostlyOn(call)),
        UnseenTool.Value("standstill", PlanType.Bool, "True if none of the things moves faster than half a metre per second.", (in call) => Value.OfBool(PracticeReadings.Speeds(call) is not [.., > PracticeReadings.StandingMps])),
        UnseenTool.Value("lined_up", PlanType.Bool, "Whether the things stand in line: less than two metres apart sideways.", (in call) => LinedUp(call)),
        UnseenTool.Value("balanced", PlanType.Bool, "Whether both halves of the picture, left and right, hold equally many of the things.", (in call) => Value.OfBool(MoreOnTheLeft(call) == 0)),
        UnseenTool.Taking(UnseenTool.Value("divides_into", PlanType.Bool, "Whether the things can be put into groups of a number, none left over.", (in call) =>
            Value.OfBool(call.Arguments[1].Integer > 0 && call.Set(0).Count % call.Arguments[1].Integer == 0)), "a = find(\"thing\")\nb = divides_into(a, 3)\nreturn b", new ParameterDeclaration("number", PlanType.Int)),
        UnseenTool.Value("commonest", PlanType.Text, "The kind that most of the things are of, such as \"car\"; unknown for ties.", (in call) => Commonest(call)),
        UnseenTool.Value("palette", PlanType.Text, "Names the colours that the things have, each once, in alphabetical order.", (in call) => PracticeReadings.Told(call, AttributeKind.Colour) is { Count: > 0 } coloured
            ? Value.OfText(string.Join(", ", coloured.Select(one => one.Text).Distinct().Order(StringComparer.Ordinal))) : Value.Unknown(PlanType.Text, "there is no colour to name")),
        UnseenTool.Value("advise", PlanType.Text, "\"stop\" if any of the things is nearer than five metres, otherwise \"go\".", (in call) => Value.OfText(PracticeReadings.ByDistance(call) is [{ Far: < 5 }, ..] ? "stop" : "go")),
        UnseenTool.Value("how_busy", PlanType.Text, "\"empty\" for none of the things, \"quiet\" for one to three, \"busy\" for more.", (in call) =>
            Value.OfText(call.Set(0).Count switch { 0 => "empty", <= 3 => "quiet", _ => "busy" })),
    ];

    private static Value MostlyOn(in ToolCall call) => MoreOnTheLeft(call) switch
    {
        0 => Value.Unknown(PlanType.Text, "there are as many on either side"),
        > 0 => Value.OfText("left"),
        _ => Value.OfText("right"),
    };

    /// <summary>Less those on the right.</summary>
    private static int MoreOnTheLeft(in ToolCall call)
    {
        var more = 0;
        foreach (var thing in call.Set(0))
            more += call.World.BoxOf(thing).Centre.X < call.World.Picture.Width / 2f ? 1 : -1;
        return more;
    }

    private static Value LinedUp(in ToolCall call) => PracticeReadings.ByDistance(call) is { Count: > 0 } placed
        ? Value.OfBool(placed.Max(one => one.Place.RightM) - placed.Min(one => one.Place.RightM) < 2) : Value.Unknown(PlanType.Bool, "there is none to stand in line");

    private static Value Commonest(in ToolCall call) =>
        PracticeReadings.Told(call, AttributeKind.Class).GroupBy(one => one.Text).Select(alike => (Kind: alike.Key, Count: alike.Count())).OrderByDescending(one => one.Count).ToList() switch
        {
            [] => Value.Unknown(PlanType.Text, "there is none"),
            [var first, var second, ..] when first.Count == second.Count => Value.Unknown(PlanType.Text, "there are as many of another kind"),
            [var first, ..] => Value.OfText(first.Kind),
        };
}
