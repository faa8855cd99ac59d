namespace Telemetry.Spool;

/// <summary>One record of a <see cref="SpoolBatch"/>; its payload is in the batch's buffer.</summary>
public readonly record struct SpoolEntry(RecordId Id, RecordKind Kind, int Offset, int Length);
