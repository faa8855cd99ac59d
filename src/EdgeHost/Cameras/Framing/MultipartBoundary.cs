using System.Buffers;
using System.Text;

namespace EdgeHost.Cameras.Framing;

/// <summary>The line between the parts of a multipart stream, and where it is found. The name's own leading dashes are not looked
/// at, because cameras disagree on whether the Content-Type gives them.</summary>
internal sealed class MultipartBoundary
{
    private const int MaxLineBytes = 4096;

    private readonly byte[] _delimiter;

    private MultipartBoundary(string name) => _delimiter = Encoding.ASCII.GetBytes("--" + name);

    /// <summary>Null where the parameter is missing or empty.</summary>
    public static MultipartBoundary? FromParameter(string? parameter)
    {
        var name = parameter?.Trim().Trim('"').TrimStart('-') ?? "";
        return name.Length == 0 ? null : new MultipartBoundary(name);
    }

    /// <summary>The first line that starts with dashes; null where there is none yet.</summary>
    public static MultipartBoundary? FromFirstLine(in ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            var text = line.Length <= MaxLineBytes ? Encoding.ASCII.GetString(line).Trim() : "";
            var name = text.TrimStart('-');
            if (text.StartsWith("--", StringComparison.Ordinal) && name.Length > 0)
                return new MultipartBoundary(name);
        }
        return null;
    }

    /// <summary>Looks for a boundary line from offset <paramref name="from"/>, which it moves over what needs no second look.</summary>
    public bool Find(in ReadOnlySequence<byte> buffer, bool isAll, ref long from, out Place place)
    {
        place = default;
        var reader = new SequenceReader<byte>(buffer);
        reader.Advance(from);
        while (reader.TryReadTo(out ReadOnlySequence<byte> _, _delimiter, advancePastDelimiter: false))
        {
            var at = reader.Consumed;
            from = at;
            reader.Advance(_delimiter.Length);
            if (!StartsLine(buffer, at, out var end))
                continue;
            var line = buffer.Slice(reader.Position);
            long next;
            if (line.PositionOf((byte)'\n') is { } lineEnd)
                next = at + _delimiter.Length + line.Slice(0, lineEnd).Length + 1;
            else if (isAll)
                next = buffer.Length;
            else if (line.Length < MaxLineBytes)
                return false; // the rest of the line is still to come
            else
                continue;
            if (!EndsName(line, out var isLast))
                continue;
            place = new Place(end, next, isLast);
            return true;
        }
        from = Math.Max(from, buffer.Length - _delimiter.Length - 1);
        return false;
    }

    /// <summary>A boundary follows a line break, the end of a picture, or nothing; more dashes than two are the boundary's own.</summary>
    private static bool StartsLine(in ReadOnlySequence<byte> buffer, long at, out long end)
    {
        Span<byte> before = stackalloc byte[64];
        var count = (int)Math.Min(before.Length, at);
        before = before[..count];
        buffer.Slice(at - count, count).CopyTo(before);
        before = before.TrimEnd((byte)'-');
        var dashes = count - before.Length;
        end = at - dashes;
        if (before.Length == 0)
            return at == dashes;
        if (before[^1] == '\n')
            end -= before.Length > 1 && before[^2] == '\r' ? 2 : 1;
        else if (before[^1] != 0xD9)
            return false;
        return true;
    }

    /// <summary>Behind the name comes the end of the line, or the two dashes that end the stream.</summary>
    private static bool EndsName(in ReadOnlySequence<byte> line, out bool isLast)
    {
        Span<byte> after = stackalloc byte[2];
        var count = (int)Math.Min(2, line.Length);
        line.Slice(0, count).CopyTo(after);
        isLast = count == 2 && after[0] == '-' && after[1] == '-';
        return isLast || count == 0 || after[0] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t';
    }

    /// <param name="End">Where the part before it ends, its line break not included.</param>
    /// <param name="Next">Behind the boundary line.</param>
    /// <param name="IsLast">The boundary that ends the stream.</param>
    internal readonly record struct Place(long End, long Next, bool IsLast);
}
