namespace RewardHub.Uploads;

/// <summary>What the address and the headers of an upload say. Numbers are the device's; see docs/uploads.md.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Spool">16 hex digits, lower case.</param>
/// <param name="Boot">Start of the process that wrote these records.</param>
/// <param name="First">The lowest number spoken for.</param>
/// <param name="Last">The highest.</param>
/// <param name="Acknowledged">Numbers up to here are gone from the device.</param>
/// <param name="Key">The Idempotency-Key as it came.</param>
/// <param name="Sha256">Of the body before compression, as the key says.</param>
internal sealed record Batch(string Device, string Spool, long Boot, long First, long Last, long Acknowledged, string Key, byte[] Sha256);
