namespace RewardHub.Devices;

internal sealed record Device(int Id, string Name, bool IsRevoked, bool IsErased)
{
    public byte[]? TokenHash { get; init; }
}

/// <summary>For lists. Times are the hub's.</summary>
internal sealed record DeviceSummary(string Name, DateTimeOffset Added, DateTimeOffset? LastSeen, bool Revoked, bool Erased, long Records, long Bytes);
