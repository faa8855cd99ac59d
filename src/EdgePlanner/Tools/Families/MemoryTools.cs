using EdgePlanner.Values;

namespace EdgePlanner.Tools.Families;

/// <summary>What was, as scene memory and events keep it. Times are seconds ago, or moments.</summary>
internal static class MemoryTools
{
    private const string Family = "Memory and events";

    private static readonly TypeSet s_time = TypeSet.Of(PlanType.Seconds, PlanType.Moment);
    private static readonly ParameterDeclaration s_end = ParameterDeclaration.Maybe("end", s_time, Value.OfNumber(PlanType.Seconds, 0));

    public static IReadOnlyList<ToolDeclaration> All { get; } =
    [
        new()
        {
            Name = "last_seen",
            Family = Family,
            Packs = ToolPacks.Wearable | ToolPacks.Field,
            Parameters = [new("phrase", PlanType.Text)],
            Result = PlanType.Moment,
            Needs = Capabilities.Memory,
            Cost = new(5_000),
            Documentation = "When a thing of that name was last seen, and where: \"on the table, 20 minutes ago\". Unknown where none is remembered.",
            Examples = ["t = last_seen(\"keys\")\nreturn t"],
            Body = LastSeen,
        },
        new()
        {
            Name = "seen_between",
            Family = Family,
            Packs = ToolPacks.Wearable | ToolPacks.Field,
            Parameters = [new("phrase", PlanType.Text), new("start", s_time), s_end],
            Result = PlanType.Tracks,
            Size = ResultSize.Cap,
            Needs = Capabilities.Memory,
            Cost = new(10_000, 20),
            Documentation = "The things of that name that were seen between two times, given as seconds ago or as moments; the end is now where it is left "
                + "out. At most as many as the plan's cap. Unknown where nothing is remembered of that time.",
            Examples = ["people = seen_between(\"person\", start=600)\nn = count(people)\nreturn n"],
            Body = SeenBetween,
        },
        new()
        {
            Name = "count_crossings",
            Family = Family,
            Packs = ToolPacks.Field,
            Parameters = [new("phrase", PlanType.Text), new("line", PlanType.Text), new("start", s_time), s_end],
            Result = PlanType.Int,
            Needs = Capabilities.Events,
            Cost = new(5_000),
            Documentation = "How often things of that name crossed a line of the camera's settings between two times (seconds ago, or moments). Unknown for "
                + "a line that there is not, and for a time that nobody watched.",
            Examples = ["n = count_crossings(\"person\", \"gate\", start=3600)\nreturn n"],
            Body = CountCrossings,
        },
        new()
        {
            Name = "happened",
            Family = Family,
            Packs = ToolPacks.Vehicle | ToolPacks.Wearable | ToolPacks.Field,
            Parameters = [new("happening", PlanType.Text), ParameterDeclaration.Maybe("start", s_time, Value.OfNumber(PlanType.Seconds, 60)), s_end],
            Result = PlanType.Bool,
            Needs = Capabilities.Events,
            Cost = new(5_000),
            Documentation = "Whether something of that kind (\"collision\", \"fall\") was noticed between two times: seconds ago, or moments; within the last "
                + "minute where they are left out. Unknown where nobody watched for it.",
            Examples = ["crash = happened(\"collision\", start=30)\nreturn crash"],
            Body = Happened,
        },
    ];

    private static double Moment(in ToolCall call, int argument)
    {
        ref readonly var time = ref call.Arguments[argument];
        return time.Type == PlanType.Moment ? time.Number : call.World.NowS - time.Number;
    }

    private static Value LastSeen(in ToolCall call) => call.World.LastSeen(call.Text(0)) is { } sighting
        ? Value.OfMoment(sighting.AtS, sighting.Place)
        : Value.Unknown(PlanType.Moment, "none is remembered");

    private static Value SeenBetween(in ToolCall call) => call.World.SeenBetween(call.Text(0), Moment(call, 1), Moment(call, 2), call.Cap) is { } things
        ? Value.OfSet(PlanType.Tracks, things)
        : Value.Unknown(PlanType.Tracks, "nothing is remembered of that time");

    private static Value CountCrossings(in ToolCall call) =>
        call.World.CountCrossings(call.Text(0), call.Text(1), Moment(call, 2), Moment(call, 3)) is { } count
            ? Value.OfInt(count)
            : Value.Unknown(PlanType.Int, "no such line was watched then");

    private static Value Happened(in ToolCall call) => call.World.Happened(call.Text(0), Moment(call, 1), Moment(call, 2)) is { } happened
        ? Value.OfBool(happened)
        : Value.Unknown(PlanType.Bool, "nobody watched for it");
}
