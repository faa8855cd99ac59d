using System.Buffers.Binary;
using System.Numerics;

namespace Telemetry.Spool.Format;

/// <summary>CRC32C (RFC 3720, appendix B.4), in hardware where there is some.</summary>
internal static class Checksum
{
    public static uint Of(ReadOnlySpan<byte> bytes, ulong salt = 0)
    {
        var crc = uint.MaxValue;
        if (salt != 0)
            crc = BitOperations.Crc32C(crc, salt);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>Of everything behind the first four bytes, where it is kept.</summary>
    public static void Seal(Span<byte> block, ulong salt) => BinaryPrimitives.WriteUInt32LittleEndian(block, NeverZero(Of(block[4..], salt)));

    public static bool IsSealed(ReadOnlySpan<byte> block, ulong salt) =>
        BinaryPrimitives.ReadUInt32LittleEndian(block) == NeverZero(Of(block[4..], salt));

    /// <summary>A block of zeros is never taken for one of ours, whatever the salt.</summary>
    private static uint NeverZero(uint crc) => crc == 0 ? 1 : crc;
}
