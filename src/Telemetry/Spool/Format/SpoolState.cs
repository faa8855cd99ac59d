using System.Buffers.Binary;

namespace Telemetry.Spool.Format;

/// <summary>What the two cursor files hold, alike.</summary>
/// <param name="Salt">A random number given to the spool when it is made.</param>
/// <param name="Acknowledged">Everything up to this sequence number is delivered.</param>
/// <param name="Highest">At least up to here sequence numbers are used up.</param>
/// <param name="NewestSegment">Must be there; 0 when none must.</param>
/// <param name="NextSegment">No segment has had this number or a higher one.</param>
internal readonly record struct SpoolState(ulong Salt, long Generation, uint Boot, long Acknowledged, long Highest, long NewestSegment, long NextSegment)
{
    public const int EncodedBytes = 72;
    private const ulong Magic = 0x01_52_53_43_45_47_44_45; // "EDGECSR", version 1

    public void Write(Span<byte> target)
    {
        target = target[..EncodedBytes];
        target.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Boot);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Magic);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], Acknowledged);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], Highest);
        BinaryPrimitives.WriteInt64LittleEndian(target[48..], NewestSegment);
        BinaryPrimitives.WriteInt64LittleEndian(target[56..], NextSegment);
        Checksum.Seal(target, Magic);
    }

    public static SpoolState? Read(ReadOnlySpan<byte> source)
    {
        if (source.Length < EncodedBytes || !Checksum.IsSealed(source[..EncodedBytes], Magic) || BinaryPrimitives.ReadUInt64LittleEndian(source[8..]) != Magic)
            return null;
        return new SpoolState(
            BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[56..]));
    }
}
