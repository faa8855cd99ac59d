using System.Buffers.Binary;

namespace Telemetry.Spool.Format;

/// <summary>The first block of a segment, written once.</summary>
/// <param name="Salt">The spool's number.</param>
/// <param name="First">The sequence number that comes first in it: what is missing between the segment before and this is lost.</param>
internal readonly record struct SegmentHeader(ulong Salt, long Number, long First, uint Boot)
{
    public const int EncodedBytes = 48;
    private const ulong Magic = 0x01_4C_50_53_45_47_44_45; // "EDGESPL", version 1

    public void Write(Span<byte> target)
    {
        target[..EncodedBytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], First);
        BinaryPrimitives.WriteUInt32LittleEndian(target[40..], Boot);
        Checksum.Seal(target[..EncodedBytes], Magic);
    }

    public static SegmentHeader? Read(ReadOnlySpan<byte> source, long number)
    {
        if (source.Length < EncodedBytes || !Checksum.IsSealed(source[..EncodedBytes], Magic) || BinaryPrimitives.ReadUInt64LittleEndian(source[8..]) != Magic)
            return null;
        var header = new SegmentHeader(
            BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[40..]));
        return header.Number == number && header.First > 0 ? header : null;
    }
}
