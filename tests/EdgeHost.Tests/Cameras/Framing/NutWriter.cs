using System.Buffers.Binary;
using System.Text;

namespace EdgeHost.Tests.Cameras.Framing;

/// <summary>Writes NUT in the plainest way that the specification allows, for tests: one frame code, everything coded.</summary>
internal sealed class NutWriter
{
    private readonly List<byte> _bytes = [];

    public string Fourcc { get; init; } = "I420";

    public int Width { get; init; } = 6;

    public int Height { get; init; } = 4;

    public (int, int) TimeBase { get; init; } = (1, 25);

    public int Colours { get; init; }

    public byte[][] Elided { get; init; } = [];

    public byte[] ToArray() => [.. _bytes];

    public NutWriter Magic()
    {
        _bytes.AddRange("nut/multimedia container\0"u8);
        return this;
    }

    public NutWriter Main(int version = 3, int streams = 1)
    {
        var body = new MemoryStream();
        Values(body, version, streams, 65536, 1, TimeBase.Item1, TimeBase.Item2);
        // one run of 255 codes ('N' does not count): all flags coded
        Values(body, 0x1000, 6);
        Values(body, 0 /* pts, zigzag */, 1, 0, 0, 0, 255);
        Values(body, Elided.Length);
        foreach (var elided in Elided)
            Bytes(body, elided);
        Packet(0x4E4D7A561F5F04AD, body.ToArray());
        return this;
    }

    public NutWriter Stream(int id = 0, int kind = 0)
    {
        var body = new MemoryStream();
        Values(body, id, kind);
        Bytes(body, Encoding.Latin1.GetBytes(Fourcc));
        Values(body, 0, 7, 1, 0, 0, 0, Width, Height, 1, 1, Colours);
        Packet(0x4E5311405BF2F9DB, body.ToArray());
        return this;
    }

    public NutWriter Sync(long pts)
    {
        var body = new MemoryStream();
        Values(body, pts, 0);
        Packet(0x4E4BE4ADEECA4569, body.ToArray());
        return this;
    }

    /// <summary>Flags: coded pts, size and checksum, with a header number where one is given.</summary>
    public NutWriter Frame(long pts, byte[] data, int elided = 0, long? claimedSize = null, bool breakChecksum = false, int stream = 0)
    {
        var header = new MemoryStream();
        header.WriteByte(0); // code n has n as the low part of its size
        Values(header, 8 | 16 | 32 | 64 | (elided > 0 ? 1024 : 0));
        Values(header, stream, pts + 128); // behind the 7 low bits: the whole time
        Values(header, claimedSize ?? (data.Length + (elided > 0 ? Elided[elided - 1].Length : 0)));
        if (elided > 0)
            Values(header, elided);
        _bytes.AddRange(header.ToArray());
        Checksum(header.ToArray(), breakChecksum);
        _bytes.AddRange(data);
        return this;
    }

    public NutWriter Packet(ulong start, byte[] body, bool breakChecksum = false)
    {
        var header = new MemoryStream();
        Span<byte> code = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(code, start);
        header.Write(code);
        Values(header, body.Length + 4);
        _bytes.AddRange(header.ToArray());
        if (body.Length + 4 > 4096)
            Checksum(header.ToArray(), false);
        _bytes.AddRange(body);
        Checksum(body, breakChecksum);
        return this;
    }

    public NutWriter Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public static void Values(MemoryStream stream, params long[] values)
    {
        foreach (var value in values)
        {
            var shift = 63;
            while (shift > 0 && (ulong)value >> shift == 0)
                shift -= 7;
            for (; shift > 0; shift -= 7)
                stream.WriteByte((byte)(0x80 | ((value >> shift) & 0x7F)));
            stream.WriteByte((byte)(value & 0x7F));
        }
    }

    private static void Bytes(MemoryStream stream, byte[] bytes)
    {
        Values(stream, bytes.Length);
        stream.Write(bytes);
    }

    /// <summary>Bit by bit, as the polynomial's definition has it.</summary>
    private void Checksum(byte[] bytes, bool breaks)
    {
        var sum = 0u;
        foreach (var value in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var top = (sum >> 31) ^ (uint)((value >> bit) & 1);
                sum = (sum << 1) ^ (top * 0x04C11DB7u);
            }
        }
        Span<byte> field = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(field, breaks ? sum + 1 : sum);
        _bytes.AddRange(field);
    }
}
