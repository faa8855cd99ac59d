using System.Text.Json;
using EdgeHost.Rewards.Judging;

namespace EdgeHost.Rewards.Hearing;

/// <summary>What somebody says of an answer, read and checked for form; or what is wrong with its form. One of the three is there.</summary>
/// <param name="Id">Of the answer.</param>
internal sealed record Feedback(string Id)
{
    /// <summary>−1 to 1.</summary>
    public double? Reward { get; init; }

    /// <summary>The right value: a number, a text, true, false or null.</summary>
    public JsonElement? Correct { get; init; }

    /// <summary>A plan that would have been right; not checked yet.</summary>
    public string? Plan { get; init; }

    /// <summary>Why it is none; null where it is one.</summary>
    public string? Problem { get; init; }

    public Correction? Correction => Correct is { } value ? new Correction(value.GetRawText(), null) : Plan is { } plan ? new Correction(null, plan) : null;
}
