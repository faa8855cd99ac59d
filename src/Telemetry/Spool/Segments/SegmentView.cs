namespace Telemetry.Spool.Segments;

/// <summary>A segment's moving parts at one moment.</summary>
internal readonly record struct SegmentView(long Last, long End, bool IsSealed);
