using System.Globalization;
using System.Text;
using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Framing;

/// <summary>
/// YUV4MPEG2 as mjpegtools' yuv4mpeg(5) describes it: one header line, then <c>FRAME</c> lines each followed by the planes.
/// 8-bit 4:2:0 only. The format has no times, so a frame's time is its number divided by the rate.
/// </summary>
internal sealed class Y4mReader(ByteSource bytes, bool isLive, CameraCounters counters) : VideoFraming(bytes, isLive, counters)
{
    public const string Magic = "YUV4MPEG2";

    /// <summary>A header line is some 60 bytes; more than this is something else.</summary>
    private const int MaxLineBytes = 1024;

    /// <summary>What a stream of unknown rate (F0:0) is taken for.</summary>
    private const int UnknownRate = 25;

    private readonly byte[] _line = new byte[MaxLineBytes];
    private FrameFormat _format;
    private (long Numerator, long Denominator) _rate;
    private long _index;

    public override Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        if (_rate.Denominator == 0)
            ReadHeader(Encoding.ASCII.GetString(ReadLine("header")));
        while (!Bytes.AtEnd())
        {
            var line = ReadLine("frame header");
            if (!line.StartsWith("FRAME"u8) || (line.Length > 5 && line[5] != ' '))
                throw new CameraException($"Y4M frame {_index} starts with '{Shown(line)}'; expected 'FRAME': the picture before had another size than the header says");
            var index = _index++;
            if (ReadPixels(pool, _format, default, cancellationToken) is not { } frame)
                continue;
            frame.SourceTime = new TimeSpan((long)((Int128)index * TimeSpan.TicksPerSecond * _rate.Denominator / _rate.Numerator));
            return frame;
        }
        return null;
    }

    private void ReadHeader(string header)
    {
        var fields = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0 || fields[0] != Magic)
            throw new CameraException($"the stream starts with '{Shown(Encoding.ASCII.GetBytes(header))}'; expected '{Magic}'");
        int width = 0, height = 0;
        var chroma = "420jpeg";
        var full = false;
        (long, long) rate = (UnknownRate, 1);
        foreach (var field in fields.AsSpan(1))
        {
            var value = field[1..];
            switch (field[0])
            {
                case 'W':
                    width = Number(value, field);
                    break;
                case 'H':
                    height = Number(value, field);
                    break;
                case 'F':
                    rate = Rate(value, field);
                    break;
                case 'C':
                    chroma = value;
                    break;
                case 'X':
                    full |= value == "COLORRANGE=FULL";
                    break;
            }
        }
        if (chroma is not ("420" or "420jpeg" or "420mpeg2" or "420paldv"))
            throw new CameraException($"the Y4M stream has colour space C{chroma}; expected 8-bit 4:2:0 (C420jpeg, C420mpeg2, C420paldv): convert it where it is made, e.g. ffmpeg -pix_fmt yuv420p");
        PictureLimits.Require(width, height, "the Y4M header");
        _format = new FrameFormat(PixelFormat.I420, width, height, full ? YuvEncoding.Bt601Full : Guess(width, height));
        _rate = rate;
    }

    private static int Number(string text, string field) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CameraException($"the Y4M header has '{Shown(Encoding.ASCII.GetBytes(field))}'; expected a whole number behind the letter");

    private static (long, long) Rate(string text, string field)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new CameraException($"the Y4M header has '{Shown(Encoding.ASCII.GetBytes(field))}'; expected a rate such as F30:1");
        var (numerator, denominator) = (Number(text[..colon], field), Number(text[(colon + 1)..], field));
        return numerator == 0 || denominator == 0 ? (UnknownRate, 1) : (numerator, denominator);
    }

    private ReadOnlySpan<byte> ReadLine(string what)
    {
        for (var length = 0; length < MaxLineBytes; length++)
        {
            _line[length] = Bytes.ReadByte();
            if (_line[length] == '\n')
                return _line.AsSpan(0, length);
        }
        throw new CameraException($"a Y4M {what} is longer than {MaxLineBytes} bytes; the stream is not Y4M or is damaged");
    }

    private static string Shown(ReadOnlySpan<byte> line)
    {
        var shown = new StringBuilder();
        foreach (var letter in line[..Math.Min(line.Length, 24)])
            shown.Append(letter is >= 32 and < 127 ? (char)letter : '.');
        return shown.ToString();
    }
}
