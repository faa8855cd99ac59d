using System.Buffers.Binary;

namespace Telemetry.Spool.Format;

/// <summary>
/// How far a segment has been written. One goes to the disk with each batch, into the two places in turn, so that the one before outlives
/// a torn write. It tells damage from an end: what it claims and is not there was lost.
/// </summary>
/// <param name="Generation">The higher of two is the newer.</param>
/// <param name="CertainLast">The last sequence number that was durable before this batch was written.</param>
/// <param name="Last">The last one with this batch: acknowledged only if the batch reached the disk.</param>
/// <param name="End">Offset behind the last record.</param>
/// <param name="TailReason">Of a sealed segment: why records between its last readable one and <paramref name="Last"/> are missing.</param>
internal readonly record struct CommitMark(long Number, long Generation, uint Boot, long CertainLast, long Last, long End, bool IsSealed, GapReason TailReason, KindBytes Kinds)
{
    public const int EncodedBytes = 128;
    private const uint Magic = 0x4B52_414D; // "MARK"

    public void Write(Span<byte> target, ulong salt)
    {
        target = target[..EncodedBytes];
        target.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Magic);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], CertainLast);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], End);
        BinaryPrimitives.WriteUInt32LittleEndian(target[48..], Boot);
        target[52] = IsSealed ? (byte)1 : (byte)0;
        target[53] = (byte)TailReason;
        for (var kind = 0; kind < KindBytes.Kinds; kind++)
            BinaryPrimitives.WriteInt64LittleEndian(target[(56 + (8 * kind))..], Kinds[kind]);
        Checksum.Seal(target, salt);
    }

    public static CommitMark? Read(ReadOnlySpan<byte> source, ulong salt, long number)
    {
        if (source.Length < EncodedBytes || !Checksum.IsSealed(source[..EncodedBytes], salt) || BinaryPrimitives.ReadUInt32LittleEndian(source[4..]) != Magic)
            return null;
        var kinds = default(KindBytes);
        for (var kind = 0; kind < KindBytes.Kinds; kind++)
            kinds[kind] = BinaryPrimitives.ReadInt64LittleEndian(source[(56 + (8 * kind))..]);
        var mark = new CommitMark(
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..]),
            source[52] != 0,
            (GapReason)source[53],
            kinds);
        return mark.Number == number && mark.End >= SegmentLayout.DataStart && mark.Last >= mark.CertainLast ? mark : null;
    }
}
