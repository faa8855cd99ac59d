namespace EdgeHost.Composition;

/// <summary>Ids 2300–2399; next free: 2301.</summary>
internal static partial class CompositionLog
{
    [LoggerMessage(2300, LogLevel.Critical, "giving up: {Why}")]
    public static partial void GaveUp(ILogger log, string why);
}
