namespace RewardHub.Refusing;

/// <summary>Refusals that end by themselves.</summary>
internal static class Later
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);

    public static Refusal DatabaseAway() => new(
        StatusCodes.Status503ServiceUnavailable, "database", "The database cannot be reached",
        "Nothing of this request was lost or half stored; send it again after Retry-After.")
    {
        RetryAfter = Spread(),
    };

    public static Refusal PicturesAway() => new(
        StatusCodes.Status503ServiceUnavailable, "pictures", "The picture store cannot be reached",
        "Nothing of this request was stored; send it again after Retry-After.")
    {
        RetryAfter = Spread(),
    };

    public static Refusal Busy(string what, int most) => new(
        StatusCodes.Status429TooManyRequests, "busy", "Too many at once",
        $"At most {most} {what} at once; send again after Retry-After.")
    {
        RetryAfter = Spread(),
    };

    /// <summary>Not all at the same moment again.</summary>
    private static TimeSpan Spread() => s_shortest * (1 + 2 * Random.Shared.NextDouble());
}
