using RewardHub.Refusing;

namespace RewardHub.Storing;

/// <summary>How a batch ended: refused, or stored so that a power cut does not take it back.</summary>
internal sealed record Stored(long DurableThrough, int Added, int Duplicates, bool IsRepeat = false, Refusal? Refusal = null)
{
    public static Stored Refused(Refusal refusal) => new(0, 0, 0, Refusal: refusal);
}
