namespace Telemetry.Uploading;

/// <summary>How uploading goes. Counts since start.</summary>
/// <param name="Records">That the hub has said are durable.</param>
/// <param name="Bytes">Sent for them, compressed.</param>
/// <param name="DeadLetters">Records that the hub will never take, put aside.</param>
/// <param name="Waiting">Records in the spool that the hub does not have yet.</param>
/// <param name="LastFault">Why the last upload ended early; null where it did not.</param>
public readonly record struct UploadSnapshot(long Records, long Bytes, long Rounds, long Failures, long DeadLetters, long Waiting, string? LastFault);
