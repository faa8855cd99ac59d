namespace EdgeHost.Cameras.Framing;

/// <summary>The main header: time bases, the table of frame codes, and bytes that every frame of a kind may leave out.</summary>
internal sealed class NutHeader
{
    /// <summary>FFmpeg numbers its streams up to this in practice; a camera has one or two.</summary>
    private const int MaxStreams = 32;
    private const int MaxElidedBytes = 256;

    private NutHeader(int version, int streams, NutTimeBase[] timeBases, NutFrameCode[] codes, byte[][] elided, bool broadcast)
    {
        (Version, StreamCount, TimeBases, FrameCodes, ElidedHeaders, IsBroadcast) = (version, streams, timeBases, codes, elided, broadcast);
    }

    public int Version { get; }

    public int StreamCount { get; }

    public NutTimeBase[] TimeBases { get; }

    public NutFrameCode[] FrameCodes { get; }

    public byte[][] ElidedHeaders { get; }

    /// <summary>Syncpoints carry the time of sending too.</summary>
    public bool IsBroadcast { get; }

    public static NutHeader Parse(ReadOnlySpan<byte> payload)
    {
        var packet = new NutPacket(payload, "main header");
        var version = packet.Bounded(int.MaxValue, "its version");
        if (version is not (3 or 4))
            throw new CameraException($"the NUT stream is of version {version}; expected 3 or 4");
        if (version > 3)
            packet.Value(); // minor version
        var streams = packet.Bounded(MaxStreams, "its stream count");
        packet.Value(); // max_distance: only matters to who seeks
        var timeBases = new NutTimeBase[packet.Bounded(MaxStreams, "its number of time bases")];
        foreach (ref var timeBase in timeBases.AsSpan())
        {
            timeBase = new NutTimeBase((uint)packet.Bounded(int.MaxValue, "a time base"), (uint)packet.Bounded(int.MaxValue, "a time base"));
            if (timeBase.Numerator == 0 || timeBase.Denominator == 0)
                throw new CameraException($"the NUT main header has the time base {timeBase.Numerator}/{timeBase.Denominator}; expected both above 0");
        }
        var codes = ParseFrameCodes(ref packet);
        var elided = new byte[packet.Bounded(127, "its number of elided headers") + 1][];
        elided[0] = [];
        for (var i = 1; i < elided.Length; i++)
            elided[i] = packet.Bytes(MaxElidedBytes, "an elided header").ToArray();
        var broadcast = version > 3 && packet.Left > 0 && (packet.Value() & 1) != 0;
        return new NutHeader(version, streams, timeBases, codes, elided, broadcast);
    }

    private static NutFrameCode[] ParseFrameCodes(ref NutPacket packet)
    {
        var codes = new NutFrameCode[256];
        long pts = 0;
        int multiplier = 1, stream = 0, headerIndex = 0;
        for (var i = 0; i < 256;)
        {
            var flags = (NutFlags)packet.Bounded(0xFFFF, "frame flags");
            var fields = packet.Bounded(64, "a number of fields");
            pts = fields > 0 ? packet.Signed() : pts;
            multiplier = fields > 1 ? packet.Bounded(1 << 20, "a size multiplier") : multiplier;
            stream = fields > 2 ? packet.Bounded(MaxStreams, "a stream number") : stream;
            var size = fields > 3 ? packet.Bounded(1 << 20, "a size") : 0;
            var reserved = fields > 4 ? packet.Bounded(16, "a reserved count") : 0;
            var count = fields > 5 ? packet.Bounded(256, "a count of codes") : multiplier - size;
            if (fields > 6)
                packet.Signed(); // match time: only matters to who remuxes
            headerIndex = fields > 7 ? packet.Bounded(127, "a header number") : headerIndex;
            for (var j = 8; j < fields; j++)
                packet.Value();
            if (count <= 0)
                throw new CameraException("the NUT main header has a run of no frame codes");
            for (var j = 0; j < count && i < 256; i++)
            {
                if (i == 'N') // the first byte of every start code, never of a frame
                    codes[i] = new NutFrameCode(NutFlags.Invalid, 0, 0, 0, 0, 0, 0);
                else
                    codes[i] = new NutFrameCode(flags, stream, multiplier, size + j++, pts, reserved, headerIndex);
            }
        }
        return codes;
    }
}
