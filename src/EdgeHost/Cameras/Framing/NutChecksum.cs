namespace EdgeHost.Cameras.Framing;

/// <summary>The checksum of NUT: CRC-32, generator 0x04C11DB7, most significant bit first, starting at 0, not inverted.</summary>
internal static class NutChecksum
{
    private static readonly uint[] s_table = Table();

    public static uint Add(uint sum, byte value) => (sum << 8) ^ s_table[(sum >> 24) ^ value];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        foreach (var value in bytes)
            sum = Add(sum, value);
        return sum;
    }

    private static uint[] Table()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var entry = i << 24;
            for (var bit = 0; bit < 8; bit++)
                entry = (entry & 0x8000_0000) != 0 ? (entry << 1) ^ 0x04C1_1DB7 : entry << 1;
            table[i] = entry;
        }
        return table;
    }
}
