namespace EdgeHost.Composition;

/// <summary>Ids 2300–2399; next free: 2303.</summary>
internal static partial class CompositionLog
{
    [LoggerMessage(2300, LogLevel.Critical, "giving up: {Why}")]
    public static partial void GaveUp(ILogger log, string why);

    [LoggerMessage(2301, LogLevel.Error, "{Why} Until then events wait in memory and are lost with the process.")]
    public static partial void EventsInMemory(ILogger log, string why);

    [LoggerMessage(2302, LogLevel.Information, "Spool:Enabled is false: events wait in memory and are lost with the process")]
    public static partial void SpoolOff(ILogger log);
}
