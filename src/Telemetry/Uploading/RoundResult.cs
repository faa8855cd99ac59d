namespace Telemetry.Uploading;

/// <summary>How an upload ended.</summary>
/// <param name="Sent">Records that the hub has now.</param>
/// <param name="Fault">Why it ended early; null where all that there was when it began is delivered.</param>
public readonly record struct RoundResult(long Sent, string? Fault, TimeSpan? RetryAfter)
{
    internal static RoundResult Done(long sent) => new(sent, null, null);

    internal static RoundResult Failed(string fault, TimeSpan? retryAfter) => new(0, fault, retryAfter);
}
