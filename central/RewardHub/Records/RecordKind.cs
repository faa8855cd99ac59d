namespace RewardHub.Records;

/// <summary>The numbers are in the database.</summary>
internal enum RecordKind : short
{
    Reward = 1,
    Trace = 2,
    Picture = 3,
    Event = 4,
    SafetyEvent = 5,
    Gap = 6,
}

/// <summary>Who judged the answer. The numbers are in the database.</summary>
internal enum RewardSource : short
{
    Truth = 1,
    User = 2,
    SelfCheck = 3,
    Rule = 4,
}

/// <summary>As they are written in JSON and in queries.</summary>
internal static class WireNames
{
    public const string Kinds = "reward, trace, picture, event, safety_event or gap";

    public const string Sources = "truth, user, self_check or rule";

    public static string Of(RecordKind kind) => kind switch
    {
        RecordKind.Reward => "reward",
        RecordKind.Trace => "trace",
        RecordKind.Picture => "picture",
        RecordKind.Event => "event",
        RecordKind.SafetyEvent => "safety_event",
        _ => "gap",
    };

    public static RecordKind? KindOf(string? name) => name switch
    {
        "reward" => RecordKind.Reward,
        "trace" => RecordKind.Trace,
        "picture" => RecordKind.Picture,
        "event" => RecordKind.Event,
        "safety_event" => RecordKind.SafetyEvent,
        "gap" => RecordKind.Gap,
        _ => null,
    };

    public static string Of(RewardSource source) => source switch
    {
        RewardSource.Truth => "truth",
        RewardSource.User => "user",
        RewardSource.SelfCheck => "self_check",
        _ => "rule",
    };

    public static RewardSource? SourceOf(string? name) => name switch
    {
        "truth" => RewardSource.Truth,
        "user" => RewardSource.User,
        "self_check" => RewardSource.SelfCheck,
        "rule" => RewardSource.Rule,
        _ => null,
    };
}
