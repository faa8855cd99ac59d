using System.Buffers.Binary;

namespace Telemetry.Spool.Format;

/// <summary>
/// A record: 32 bytes of header, the payload, zeros up to a multiple of 8; little-endian.
/// <code>
/// 0 checksum of 4..31   4 payload length   8 sequence   16 boot   20 checksum of the payload   24 skipped   28 kind   29 version, 0, 0
/// </code>
/// The header has a checksum of its own, so that a damaged payload can be stepped over; it is salted with the spool's number, so that no
/// payload can contain what looks like a record when the next one is searched behind a damaged place.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderBytes = 32;
    public const int Alignment = 8;
    private const byte Version = 1;

    public static int SizeOf(int payloadBytes) => HeaderBytes + ((payloadBytes + Alignment - 1) & -Alignment);

    /// <summary>Writes the whole record; returns its size.</summary>
    public static int Write(Span<byte> target, ulong salt, RecordId id, RecordKind kind, ReadOnlySpan<byte> payload, uint payloadChecksum, uint skipped)
    {
        var size = SizeOf(payload.Length);
        target = target[..size];
        payload.CopyTo(target[HeaderBytes..]);
        target[(HeaderBytes + payload.Length)..].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], payload.Length);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], id.Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(target[16..], id.Boot);
        BinaryPrimitives.WriteUInt32LittleEndian(target[20..], payloadChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(target[24..], skipped);
        target[28] = (byte)kind;
        target[29] = Version;
        target[30] = target[31] = 0;
        Checksum.Seal(target[..HeaderBytes], salt);
        return size;
    }

    /// <summary>False for anything that is not the header of a record of this spool.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, ulong salt, out RecordHeader header)
    {
        header = default;
        source = source[..HeaderBytes];
        if (!Checksum.IsSealed(source, salt) || source[29] != Version || source[28] is 0 or > (byte)RecordKind.Gap)
            return false;
        header = new RecordHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[24..]),
            (RecordKind)source[28]);
        return header.Length >= 0 && header.Length <= SegmentLayout.MostBytes && header.Sequence > header.Skipped;
    }

    public static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> record, RecordHeader header) => record.Slice(HeaderBytes, header.Length);
}
