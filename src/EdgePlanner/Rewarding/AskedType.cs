using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Values;

namespace EdgePlanner.Rewarding;

/// <summary>What kind of value a question wants, by how it begins; only where that leaves no doubt.</summary>
public static class AskedType
{
    /// <summary>Whether a value of this type can answer the question; null where its words do not say.</summary>
    public static bool? Fits(string question, PlanType type) => Words.Of(question) switch
    {
        ["how", "many", ..] or ["count", ..] or ["what", "is", "the", "number", ..] => type is PlanType.Int,
        ["how", "far", ..] => type is PlanType.Metres,
        ["how", "fast", ..] => type is PlanType.MetresPerSecond,
        ["how", "long", ..] => type is PlanType.Seconds or PlanType.Metres,
        ["what", "colour", ..] or ["which", "colour", ..] => type is PlanType.Text,
        ["is", .. var rest] when !rest.Contains("or") => type is PlanType.Bool,
        ["do" or "can", "you", "see", ..] => type is PlanType.Bool,
        _ => null,
    };
}
