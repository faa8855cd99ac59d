using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace EdgeHost.Cameras.Framing;

/// <summary>
/// The JPEG pictures of a multipart/x-mixed-replace stream (RFC 2046 as cameras really send it): boundaries with or without
/// their dashes, parts with a right, a wrong or no Content-Length. A part ends where its length says if a whole JPEG lies
/// there, otherwise at the next boundary. What is no whole JPEG is counted and skipped; a part without an end is refused.
/// Owns the stream; reads it on the caller's thread.
/// </summary>
internal sealed class MultipartReader : IDisposable
{
    /// <summary>A 4K JPEG at the best quality is about 10 MB.</summary>
    public const int DefaultMaxPartBytes = 16 << 20;

    private const int MaxLineBytes = 4096;
    private const int MaxHeaderLines = 64;
    private const int ReadBytes = 64 << 10;

    private readonly Stream _stream;
    private readonly int _maxPartBytes;
    private readonly CameraCounters _counters;

    // Only this object writes and reads it, in turns, so it never pauses; the bound on a part bounds it.
    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, resumeWriterThreshold: 0,
        minimumSegmentSize: ReadBytes, useSynchronizationContext: false));

    private MultipartBoundary? _boundary;
    private byte[] _part = [];
    private bool _ended;
    private bool _last;
    private SequencePosition _partEnd;
    private bool _holdsPart;

    /// <param name="stream">The body.</param>
    /// <param name="boundary">As the Content-Type gives it; null or empty: taken from the first line that starts with dashes.</param>
    /// <param name="counters">Where bad parts are counted.</param>
    /// <param name="maxPartBytes">A longer part is refused.</param>
    public MultipartReader(Stream stream, string? boundary, CameraCounters counters, int maxPartBytes = DefaultMaxPartBytes)
    {
        (_stream, _counters, _maxPartBytes) = (stream, counters, maxPartBytes);
        _boundary = MultipartBoundary.FromParameter(boundary);
    }

    /// <summary>The next whole JPEG, valid until the next call; empty at the end of the stream.</summary>
    /// <exception cref="CameraException">A part, a line or the headers are longer than allowed.</exception>
    public ReadOnlySpan<byte> Read()
    {
        DropPart();
        while (!_last && SkipToPart() && HasMore())
        {
            var length = ReadHeaders();
            var body = ReadBody(length);
            if (IsWholeJpeg(body))
                return body;
            DropPart();
            _counters.CountBadPart();
        }
        return default;
    }

    public void Dispose()
    {
        _pipe.Writer.Complete();
        _pipe.Reader.Complete();
        _stream.Dispose();
    }

    /// <summary>Consumes up to and including the next boundary line. False at the end.</summary>
    private bool SkipToPart()
    {
        var from = 0L;
        while (true)
        {
            var buffer = Peek();
            _boundary ??= MultipartBoundary.FromFirstLine(buffer);
            if (_boundary is null)
            {
                if (!More(buffer, MaxLineBytes * 16, "anything that looks like a boundary"))
                    return false;
                continue;
            }
            if (_boundary.Find(buffer, _ended, ref from, out var found))
            {
                Consume(buffer.GetPosition(found.Next));
                _last = found.IsLast;
                return !_last;
            }
            if (!More(buffer, _maxPartBytes, "a boundary"))
                return false;
        }
    }

    /// <summary>Some end with a boundary that nothing follows: no part, and no bad one.</summary>
    private bool HasMore()
    {
        while (true)
        {
            var buffer = Peek();
            if (!buffer.IsEmpty)
                return true;
            if (!More(buffer, _maxPartBytes, "a part"))
                return false;
        }
    }

    /// <summary>Reads header lines up to the empty one; gives the Content-Length, or −1.</summary>
    private long ReadHeaders()
    {
        var length = -1L;
        for (var lines = 0; lines < MaxHeaderLines; lines++)
        {
            var buffer = Peek();
            SequencePosition? end;
            while ((end = buffer.PositionOf((byte)'\n')) is null)
            {
                if (!More(buffer, MaxLineBytes, "the end of a header line"))
                    return length;
                buffer = Peek();
            }
            var line = buffer.Slice(0, end.Value);
            var isEmpty = line.Length == 0 || (line.Length == 1 && line.FirstSpan[0] == '\r');
            if (!isEmpty && line.Length < MaxLineBytes)
                length = LengthIn(line) ?? length;
            Consume(buffer.GetPosition(1, end.Value));
            if (isEmpty)
                return length;
        }
        throw new CameraException($"a part of the MJPEG stream has more than {MaxHeaderLines} header lines");
    }

    private static long? LengthIn(in ReadOnlySequence<byte> sequence)
    {
        Span<byte> line = stackalloc byte[64];
        var taken = (int)Math.Min(line.Length, sequence.Length);
        sequence.Slice(0, taken).CopyTo(line);
        line = line[..taken];
        if (line.Length < 15 || !Ascii.EqualsIgnoreCase(line[..15], "Content-Length:"u8))
            return null;
        return Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out long length, out _) && length >= 0 ? length : null;
    }

    private ReadOnlySpan<byte> ReadBody(long length)
    {
        var from = 0L;
        while (true)
        {
            var buffer = Peek();
            if (_boundary!.Find(buffer, _ended, ref from, out var found))
                return Take(buffer, length >= 0 && length < found.End && IsWholeJpeg(Contiguous(buffer.Slice(0, length))) ? length : found.End);
            if (length > 0 && length <= buffer.Length && length <= _maxPartBytes && EndsPicture(buffer, length))
                return Take(buffer, length);
            if (!More(buffer, _maxPartBytes, "the end of a part"))
                return Take(buffer, buffer.Length);
        }
    }

    /// <summary>The part stays in the pipe until the next read.</summary>
    private ReadOnlySpan<byte> Take(scoped in ReadOnlySequence<byte> buffer, long length)
    {
        _holdsPart = true;
        _partEnd = buffer.GetPosition(length);
        return Contiguous(buffer.Slice(0, length));
    }

    private void DropPart()
    {
        if (_holdsPart)
            Consume(_partEnd);
        _holdsPart = false;
    }

    private ReadOnlySpan<byte> Contiguous(scoped in ReadOnlySequence<byte> sequence)
    {
        if (sequence.IsSingleSegment)
            return sequence.FirstSpan;
        var length = (int)sequence.Length;
        if (_part.Length < length)
            _part = GC.AllocateUninitializedArray<byte>(Math.Max(length, _part.Length * 2));
        sequence.CopyTo(_part);
        return _part.AsSpan(0, length);
    }

    private static bool EndsPicture(in ReadOnlySequence<byte> buffer, long length)
    {
        if (length < 4)
            return false;
        Span<byte> ends = stackalloc byte[4];
        buffer.Slice(0, 2).CopyTo(ends);
        buffer.Slice(length - 2, 2).CopyTo(ends[2..]);
        return ends.SequenceEqual<byte>([0xFF, 0xD8, 0xFF, 0xD9]);
    }

    /// <summary>Start and end marker of ITU-T T.81; some cameras pad with zeros or a line end.</summary>
    private static bool IsWholeJpeg(ReadOnlySpan<byte> part) =>
        part.StartsWith<byte>([0xFF, 0xD8, 0xFF]) && part.TrimEnd("\0\r\n"u8).EndsWith<byte>([0xFF, 0xD9]);

    private ReadOnlySequence<byte> Peek()
    {
        if (_pipe.Reader.TryRead(out var result))
        {
            _pipe.Reader.AdvanceTo(result.Buffer.Start); // examined nothing: the same bytes may be looked at again
            return result.Buffer;
        }
        return ReadOnlySequence<byte>.Empty;
    }

    private void Consume(SequencePosition position)
    {
        if (_pipe.Reader.TryRead(out _))
            _pipe.Reader.AdvanceTo(position);
    }

    /// <summary>Reads further bytes behind what is there. False at the end of the stream.</summary>
    private bool More(in ReadOnlySequence<byte> buffer, int most, string what)
    {
        if (_ended)
            return false;
        if (buffer.Length > most)
            throw new CameraException($"the MJPEG stream sent {buffer.Length} bytes without {what}; at most {most} are accepted");
        var read = _stream.Read(_pipe.Writer.GetSpan(ReadBytes));
        if (read == 0)
            _ended = true;
        _pipe.Writer.Advance(read);
        var flushed = _pipe.Writer.FlushAsync();
        if (!flushed.IsCompletedSuccessfully)
            throw new InvalidOperationException("a pipe without a threshold paused");
        return true;
    }
}
