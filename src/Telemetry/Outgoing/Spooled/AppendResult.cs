namespace Telemetry.Outgoing.Spooled;

internal enum AppendResult
{
    Accepted,

    /// <summary>Its queue is full, or it is closed: told in a gap record.</summary>
    Refused,

    /// <summary>The disk has taken nothing for long: the event had better go out from memory.</summary>
    Stuck,
}
