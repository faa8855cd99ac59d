using System.Buffers.Binary;

namespace Telemetry.Spool;

/// <summary>The payload of a record of kind <see cref="RecordKind.Gap"/>: so the receiver can tell loss from silence. It stands where the
/// last lost record stood and has that one's sequence number.</summary>
/// <param name="First">First lost sequence number; 0 where the lost records never had one.</param>
/// <param name="Last">Last lost sequence number. With <see cref="GapReason.Evicted"/> other kinds in between are not lost.</param>
/// <param name="Count">Records lost.</param>
/// <param name="Bytes">Their payloads together; 0 where that is not known.</param>
public readonly record struct GapRecord(long First, long Last, RecordKind Kind, GapReason Reason, long Count, long Bytes)
{
    internal const int EncodedBytes = 40;

    internal void Encode(Span<byte> target)
    {
        target[..EncodedBytes].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(target, First);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Bytes);
        target[32] = (byte)Kind;
        target[33] = (byte)Reason;
    }

    /// <summary>False for what is no gap record's payload.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> payload, out GapRecord gap)
    {
        gap = default;
        if (payload.Length != EncodedBytes || payload[32] > (byte)RecordKind.Gap || payload[33] is < 1 or > (byte)GapReason.Refused)
            return false;
        gap = new GapRecord(
            BinaryPrimitives.ReadInt64LittleEndian(payload),
            BinaryPrimitives.ReadInt64LittleEndian(payload[8..]),
            (RecordKind)payload[32],
            (GapReason)payload[33],
            BinaryPrimitives.ReadInt64LittleEndian(payload[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(payload[24..]));
        return gap.Count >= 0 && gap.Bytes >= 0 && gap.First >= 0 && gap.Last >= gap.First;
    }

    /// <summary>This and a later gap of the same kind and reason, as one.</summary>
    internal GapRecord With(in GapRecord later) =>
        this with { First = Math.Min(First, later.First), Last = Math.Max(Last, later.Last), Count = Count + later.Count, Bytes = Bytes + later.Bytes };
}
