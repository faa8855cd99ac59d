namespace RewardHub.Storing;

/// <summary>An advisory lock: a user is marked as erased between uploads, never during one.</summary>
internal static class EraseLock
{
    public const long Key = 0x45646765_48756202;
}
