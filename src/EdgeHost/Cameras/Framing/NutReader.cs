using System.Buffers.Binary;
using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Framing;

/// <summary>
/// Raw video in NUT, as the format's specification (nut.txt of the FFmpeg project) describes it: a main header and stream
/// headers once, then syncpoints and frames. Everything is read in order, nothing is sought; every size is bounded before
/// memory is touched, and every checksum that is there is compared.
/// </summary>
internal sealed class NutReader(ByteSource bytes, bool isLive, CameraCounters counters, Func<YuvEncoding?>? encoding = null)
    : VideoFraming(bytes, isLive, counters)
{
    public const string Magic = "nut/multimedia container\0";

    private const ulong MainStart = 0x4E4D7A561F5F04AD;
    private const ulong StreamStart = 0x4E5311405BF2F9DB;
    private const ulong SyncStart = 0x4E4BE4ADEECA4569;

    /// <summary>Packets longer than this carry a checksum of their own header.</summary>
    private const int LongPacket = 4096;

    /// <summary>Headers are a few hundred bytes; codec data may take some kilobytes.</summary>
    private const int MaxHeaderBytes = 1 << 17;

    /// <summary>An index of hours of video; it is skipped, so this only bounds nonsense.</summary>
    private const int MaxSkippedBytes = 1 << 26;

    private readonly byte[] _field = new byte[8];
    private NutHeader? _header;
    private NutStream?[] _streams = [];
    private NutStream? _video;
    private FrameFormat _format;
    private uint _sum;
    private bool _started;
    private bool _settled;

    public override Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        if (!_started)
            ReadMagic();
        while (!Bytes.AtEnd())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _sum = 0;
            var first = Next();
            if (first == 'N')
                ReadPacket();
            else if (ReadFrame(first, pool, cancellationToken) is { } frame)
                return frame;
        }
        return null;
    }

    private void ReadMagic()
    {
        foreach (var expected in Magic)
        {
            var found = Bytes.ReadByte();
            if (found != expected)
                throw new CameraException($"the stream is not NUT: byte 0x{found:X2} where '{Magic.TrimEnd('\0')}' was expected");
        }
        _started = true;
    }

    private void ReadPacket()
    {
        var start = (ulong)'N';
        for (var i = 0; i < 7; i++)
            start = (start << 8) | Next();
        var length = NextValue();
        if (length > LongPacket)
            RequireChecksum("packet header");
        if (length < 4 || length > MaxSkippedBytes)
            throw new CameraException($"a NUT packet says it has {length} bytes; expected 4 to {MaxSkippedBytes}");
        if (start is not (MainStart or StreamStart or SyncStart))
        {
            Bytes.Skip((long)length); // info and index
            return;
        }
        if (length > MaxHeaderBytes)
            throw new CameraException($"a NUT header says it has {length} bytes; expected at most {MaxHeaderBytes}");
        ReadHeaderPacket(start, (int)length);
    }

    private void ReadHeaderPacket(ulong start, int length)
    {
        Span<byte> small = stackalloc byte[256];
        var packet = length <= small.Length ? small[..length] : new byte[length];
        Bytes.ReadExactly(packet);
        var payload = packet[..^4];
        if (NutChecksum.Of(payload) != BinaryPrimitives.ReadUInt32BigEndian(packet[^4..]))
            throw new CameraException("a NUT header fails its checksum: the stream is damaged");
        if (start == MainStart)
            SetHeader(NutHeader.Parse(payload));
        else if (_header is null)
            throw new CameraException("the NUT stream has a packet before its main header");
        else if (start == StreamStart)
            SetStream(NutStream.Parse(payload, _header));
        else
            SetTime(new NutPacket(payload, "syncpoint"), _header);
    }

    /// <summary>Headers may be repeated; only the first of each counts.</summary>
    private void SetHeader(NutHeader header)
    {
        if (_header is not null)
            return;
        _header = header;
        _streams = new NutStream?[header.StreamCount];
    }

    private void SetStream(NutStream stream)
    {
        if (_streams[stream.Id] is not null)
            return;
        _streams[stream.Id] = stream;
        if (_video is null && stream.Format is { } format)
            (_video, _format) = (stream, format);
    }

    private void SetTime(NutPacket packet, NutHeader header)
    {
        var key = packet.Value();
        var timeBase = header.TimeBases[key % (ulong)header.TimeBases.Length];
        foreach (var stream in _streams)
        {
            if (stream is not null)
                stream.LastPts = timeBase.To(stream.TimeBase, key / (ulong)header.TimeBases.Length);
        }
    }

    private Frame? ReadFrame(byte first, FramePool pool, CancellationToken cancellationToken)
    {
        if (_header is null)
            throw new CameraException("the NUT stream has a frame before its main header");
        var code = _header.FrameCodes[first];
        var flags = code.Flags;
        if ((flags & NutFlags.Invalid) != 0)
            throw new CameraException($"the NUT stream uses the invalid frame code 0x{first:X2}: it is damaged");
        if ((flags & NutFlags.Coded) != 0)
            flags ^= (NutFlags)NextBounded(0xFFFF, "frame flags");
        var id = (flags & NutFlags.StreamId) != 0 ? NextBounded(_streams.Length - 1, "a stream number") : code.Stream;
        if (id >= _streams.Length || _streams[id] is not { } stream)
            throw new CameraException($"the NUT stream has a frame of stream {id}, which has no header");
        stream.LastPts = (flags & NutFlags.CodedPts) != 0 ? stream.PtsFrom(NextValue()) : stream.LastPts + code.PtsDelta;
        var size = (long)code.SizeLsb;
        if ((flags & NutFlags.SizeMsb) != 0)
            size += (long)NextBounded(int.MaxValue, "a size") * code.SizeMultiplier;
        if ((flags & NutFlags.MatchTime) != 0)
            NextValue();
        var elided = (flags & NutFlags.HeaderIndex) != 0 ? NextBounded(127, "a header number") : code.HeaderIndex;
        var reserved = (flags & NutFlags.Reserved) != 0 ? NextBounded(16, "a reserved count") : code.ReservedCount;
        for (var i = 0; i < reserved; i++)
            NextValue();
        if ((flags & NutFlags.Checksum) != 0)
            RequireChecksum("frame header");
        if ((flags & NutFlags.SideData) != 0)
            throw new CameraException("the NUT stream has side data in its frames, which is not supported; write it with -syncpoints default");
        if (elided >= _header.ElidedHeaders.Length)
            throw new CameraException($"the NUT stream has a frame with elided header {elided}; there are {_header.ElidedHeaders.Length}");
        return TakePayload(stream, size, _header.ElidedHeaders[elided], (flags & NutFlags.EndOfRelevance) != 0, pool, cancellationToken);
    }

    private Frame? TakePayload(NutStream stream, long size, byte[] elided, bool ends, FramePool pool, CancellationToken cancellationToken)
    {
        if (_video is null)
            throw new CameraException($"the NUT stream has no raw video in I420, NV12 or RGB24; found {string.Join(", ", _streams.Select(s => s?.Kind ?? "nothing"))}");
        if (stream != _video || (ends && size == 0))
        {
            if (size - elided.Length > PictureLimits.MaxPixels * 3L)
                throw new CameraException($"the NUT stream has a packet of {size} bytes beside its video");
            Bytes.Skip(Math.Max(0, size - elided.Length));
            return null;
        }
        if (size != _format.Bytes)
            throw new CameraException($"the picture changed size: {size} bytes came where {_format} has {_format.Bytes}");
        SettleEncoding();
        if (ReadPixels(pool, _format, elided, cancellationToken) is not { } frame)
            return null;
        frame.SourceTime = stream.TimeBase.ToTime(stream.LastPts);
        return frame;
    }

    /// <summary>Once, at the first frame: what the header says, else what the writer is known to have said, else by size.</summary>
    private void SettleEncoding()
    {
        if (_video!.HasEncoding || _settled)
            return;
        _settled = true;
        _format = _format with { Encoding = encoding?.Invoke() ?? Guess(_format.Width, _format.Height) };
    }

    private void RequireChecksum(string what)
    {
        var expected = _sum;
        Bytes.ReadExactly(_field.AsSpan(0, 4));
        if (BinaryPrimitives.ReadUInt32BigEndian(_field) != expected)
            throw new CameraException($"a NUT {what} fails its checksum: the stream is damaged");
    }

    private byte Next()
    {
        var value = Bytes.ReadByte();
        _sum = NutChecksum.Add(_sum, value);
        return value;
    }

    private ulong NextValue()
    {
        var value = 0ul;
        for (var i = 0; i < 10 && value >> 57 == 0; i++)
        {
            var next = Next();
            value = (value << 7) | (next & 0x7Ful);
            if (next < 0x80)
                return value;
        }
        throw new CameraException("the NUT stream holds a number of more than 64 bits: it is damaged");
    }

    private int NextBounded(int most, string what)
    {
        var value = NextValue();
        return value <= (ulong)most ? (int)value : throw new CameraException($"the NUT stream gives {value} for {what}; expected at most {most}");
    }
}
