using System.Buffers.Binary;

namespace Edge.SpoolProof.Kills;

/// <summary>A payload that can be told by its number alone.</summary>
internal static class Pattern
{
    private const int MostBytes = 400;

    public static byte[] Of(long number)
    {
        var payload = new byte[sizeof(long) + (int)(number * 7919 % MostBytes)];
        BinaryPrimitives.WriteInt64LittleEndian(payload, number);
        for (var i = sizeof(long); i < payload.Length; i++)
            payload[i] = (byte)((number * 31) + i);
        return payload;
    }

    /// <summary>The number, or -1 when this is no such payload.</summary>
    public static long NumberOf(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < sizeof(long))
            return -1;
        var number = BinaryPrimitives.ReadInt64LittleEndian(payload);
        return number >= 0 && payload.SequenceEqual(Of(number)) ? number : -1;
    }
}
