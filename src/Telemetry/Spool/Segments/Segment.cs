using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>What is known of a segment file without reading it. Changed by the writing thread only, under the gate of
/// <see cref="SegmentList"/>.</summary>
internal sealed class Segment(long number, long first)
{
    public long Number { get; } = number;

    /// <summary>The first sequence number it accounts for.</summary>
    public long First { get; } = first;

    /// <summary>The last one; <see cref="First"/> - 1 when there is none. Readable or not.</summary>
    public long Last { get; set; } = first - 1;

    /// <summary>Offset behind the last durable record.</summary>
    public long End { get; set; } = SegmentLayout.DataStart;

    /// <summary>What it counts for against the quota.</summary>
    public long FileBytes { get; set; }

    /// <summary>Nothing more is written to it.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Why records behind its last readable one are missing, if they are.</summary>
    public GapReason TailReason { get; set; } = GapReason.Damaged;

    public KindBytes Kinds { get; set; }

    public string Name => SegmentLayout.NameOf(Number);
}
