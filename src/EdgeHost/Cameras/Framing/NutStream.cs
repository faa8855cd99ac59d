using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Framing;

/// <summary>One stream header, and the time of the stream's last frame.</summary>
internal sealed class NutStream
{
    private const int VideoClass = 0;

    private NutStream(int id, NutTimeBase timeBase, int ptsBits, FrameFormat? format, string kind)
    {
        (Id, TimeBase, PtsBits, Format, Kind) = (id, timeBase, ptsBits, format, kind);
    }

    public int Id { get; }

    public NutTimeBase TimeBase { get; }

    /// <summary>Frames give this many low bits of their time; the rest follows from the frame before.</summary>
    public int PtsBits { get; }

    /// <summary>Null for anything but raw video in a layout that we know.</summary>
    public FrameFormat? Format { get; }

    /// <summary>Whether the header itself said how the colours are coded.</summary>
    public bool HasEncoding { get; private init; }

    /// <summary>For messages: class and four-character code.</summary>
    public string Kind { get; }

    public long LastPts { get; set; }

    public static NutStream Parse(ReadOnlySpan<byte> payload, NutHeader header)
    {
        var packet = new NutPacket(payload, "stream header");
        var id = packet.Bounded(header.StreamCount - 1, "a stream number");
        var streamClass = packet.Bounded(int.MaxValue, "a stream class");
        var fourcc = packet.Bytes(64, "a codec tag").ToArray();
        var timeBase = header.TimeBases[packet.Bounded(header.TimeBases.Length - 1, "a time base number")];
        var ptsBits = packet.Bounded(16, "its bits of time");
        packet.Value(); // max_pts_distance
        packet.Value(); // decode delay
        packet.Value(); // flags
        packet.Bytes(1 << 16, "codec data");
        var kind = streamClass == VideoClass ? $"video '{Shown(fourcc)}'" : $"no video (class {streamClass})";
        if (streamClass != VideoClass)
            return new NutStream(id, timeBase, ptsBits, null, kind);
        var (width, height) = (packet.Value(), packet.Value());
        packet.Value(); // sample aspect ratio
        packet.Value();
        var colours = packet.Left > 0 ? packet.Value() : 0;
        if (PixelsOf(fourcc) is not { } pixels)
            return new NutStream(id, timeBase, ptsBits, null, kind);
        PictureLimits.Require((long)Math.Min(width, int.MaxValue), (long)Math.Min(height, int.MaxValue), "the NUT stream header");
        var format = new FrameFormat(pixels, (int)width, (int)height, EncodingOf(colours));
        return new NutStream(id, timeBase, ptsBits, format, kind) { HasEncoding = colours != 0 };
    }

    /// <summary>The specification's rule for a coded time: small values are low bits near the last time, others are offset.</summary>
    public long PtsFrom(ulong coded)
    {
        var span = 1L << PtsBits;
        if (coded >= (ulong)span)
            return (long)(coded - (ulong)span);
        var delta = LastPts - ((span - 1) / 2);
        return (((long)coded - delta) & (span - 1)) + delta;
    }

    private static YuvEncoding EncodingOf(ulong colours) => colours switch
    {
        2 => YuvEncoding.Bt709Limited,
        17 => YuvEncoding.Bt601Full,
        18 => YuvEncoding.Bt709Full,
        _ => YuvEncoding.Bt601Limited,
    };

    private static PixelFormat? PixelsOf(ReadOnlySpan<byte> fourcc) =>
        fourcc.SequenceEqual("I420"u8) || fourcc.SequenceEqual("IYUV"u8) ? PixelFormat.I420
        : fourcc.SequenceEqual("NV12"u8) ? PixelFormat.Nv12
        : fourcc.SequenceEqual("RGB\x18"u8) ? PixelFormat.Rgb24
        : null;

    private static string Shown(byte[] fourcc) =>
        string.Concat(fourcc.Take(8).Select(b => b is >= 32 and < 127 ? ((char)b).ToString() : $"[{b}]"));
}
