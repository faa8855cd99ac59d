namespace EdgeHost.Commands;

/// <summary>Ids 2200–2299; next free: 2201.</summary>
internal static partial class CommandsLog
{
    [LoggerMessage(2200, LogLevel.Information, "command {Command}: {Outcome}")]
    public static partial void Answered(ILogger log, string command, string outcome);
}
