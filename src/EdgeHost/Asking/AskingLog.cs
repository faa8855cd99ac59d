namespace EdgeHost.Asking;

/// <summary>Ids 2600–2699; next free: 2612.</summary>
internal static partial class AskingLog
{
    [LoggerMessage(2600, LogLevel.Debug, "question {Id} by {Way}: {Outcome}")]
    public static partial void Answered(ILogger log, string id, string way, string outcome);

    [LoggerMessage(2601, LogLevel.Error, "question {Id} could not be answered")]
    public static partial void Failed(ILogger log, string id, Exception cause);

    [LoggerMessage(2602, LogLevel.Error, "question {Id}: an engine did not come back within {Grace} beyond the budget")]
    public static partial void Overdue(ILogger log, string id, TimeSpan grace);

    [LoggerMessage(2603, LogLevel.Warning, "the thread that answers questions did not stop within {Patience}; it ends with the process")]
    public static partial void Stuck(ILogger log, TimeSpan patience);

    [LoggerMessage(2604, LogLevel.Warning, "questions about colours and states cannot be answered: {Reason}")]
    public static partial void NoEncoders(ILogger log, string reason);

    [LoggerMessage(2605, LogLevel.Information, "Questions over HTTP: POST http://{EndPoint}/ask")]
    public static partial void Listening(ILogger log, string endPoint);

    [LoggerMessage(2606, LogLevel.Information, "port {Port} is taken: questions over HTTP take the next free one")]
    public static partial void PortTaken(ILogger log, int port);

    [LoggerMessage(2607, LogLevel.Error, "no questions over HTTP, the rest goes on: {Reason}")]
    public static partial void CannotListen(ILogger log, string reason);

    [LoggerMessage(2608, LogLevel.Warning, "the token for questions travels in the clear to {EndPoint}: put something that speaks TLS in front, or use a network of your own")]
    public static partial void TokenInClear(ILogger log, string endPoint);

    [LoggerMessage(2609, LogLevel.Warning, "a tool is left out: {Problem}")]
    public static partial void ToolLeftOut(ILogger log, string problem);

    [LoggerMessage(2610, LogLevel.Debug, "questions: {Note}")]
    public static partial void Costs(ILogger log, string note);

    [LoggerMessage(2611, LogLevel.Warning, "{Problem}")]
    public static partial void PlannerLeftOut(ILogger log, string problem);
}
