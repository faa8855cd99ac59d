namespace Telemetry.Spool;

/// <summary>Which record, together with the device. No clock has a part in it.</summary>
/// <param name="Boot">Counts the starts of the process on this spool, from 1.</param>
/// <param name="Sequence">From 1, through all boots. After a power cut a number that was never acknowledged may come again, with another
/// boot.</param>
public readonly record struct RecordId(uint Boot, long Sequence);
