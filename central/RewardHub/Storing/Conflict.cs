using RewardHub.Records;
using RewardHub.Refusing;
using RewardHub.Uploads;

namespace RewardHub.Storing;

/// <summary>Numbers that are there with other contents.</summary>
internal static class Conflict
{
    public static Refusal OfRecord(Batch batch, RecordLine line, int number, RecordKind stored) => Make(
        batch, "seq-conflict",
        FormattableString.Invariant($"line {number}: seq {line.Seq} is stored already, as {WireNames.Of(stored)} with other contents than this {WireNames.Of(line.Kind)}."), number);

    public static Refusal OfRange(Batch batch) => Make(
        batch, "range-conflict",
        FormattableString.Invariant($"{batch.First} to {batch.Last} is stored already with another hash and other numbers in it, and no gap says why."));

    public static Refusal WithDurable(Refusal conflict, Batch batch, long durableThrough) => conflict with
    {
        Facts = new Dictionary<string, object?> { ["batch"] = batch.Key, ["durable_through"] = durableThrough },
    };

    private static Refusal Make(Batch batch, string reason, string fault, int? line = null) => new(
        StatusCodes.Status409Conflict, reason, "These numbers are there with other contents",
        $"{fault} Nothing of this batch was stored and an alarm was raised. The device sets the batch aside and goes on after durable_through; "
        + $"two devices with one identity, or a spool put back from a backup, are the usual causes ({batch.Device}, spool {batch.Spool}).", line);
}
