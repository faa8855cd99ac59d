namespace Telemetry.Uploading;

/// <summary>What came of sending one batch.</summary>
/// <param name="DurableThrough">With <see cref="ReplyKind.Stored"/> and <see cref="ReplyKind.Conflict"/>: the hub has every record up to here.</param>
/// <param name="RetryAfter">The hub does not want to be asked again before.</param>
/// <param name="Detail">For the log: what was wrong, and what the hub said of it.</param>
internal readonly record struct HubReply(ReplyKind Kind, int Status, long DurableThrough, TimeSpan? RetryAfter, string Detail);

internal enum ReplyKind
{
    Stored,

    /// <summary>The hub has other contents under these numbers.</summary>
    Conflict,

    /// <summary>Something in the batch is no record.</summary>
    Refused,

    TooLarge,

    UnknownCompression,

    NotAuthorised,

    OtherHub,

    /// <summary>Later, no answer, half an answer, or one that is not the hub's.</summary>
    Fault,
}
