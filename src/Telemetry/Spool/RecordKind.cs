namespace Telemetry.Spool;

/// <summary>What a record is worth, least first: when the quota is reached, kinds are evicted in this order and the oldest of a kind
/// first. The numbers are on disk.</summary>
public enum RecordKind : byte
{
    /// <summary>Only in a <see cref="GapRecord"/>: the lost records could not be read any more.</summary>
    Unknown = 0,
    Picture = 1,
    Trace = 2,
    Reward = 3,
    Event = 4,
    SafetyEvent = 5,

    /// <summary>Says that records were lost (<see cref="GapRecord"/>). Made by the spool alone, never evicted.</summary>
    Gap = 6,
}
