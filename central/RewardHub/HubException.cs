namespace RewardHub;

/// <summary>The surroundings are not fit to run in: a setting, a file, the database. The message says which, and the way out.</summary>
internal sealed class HubException : Exception
{
    public HubException(string message)
        : base(message)
    {
    }

    public HubException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
