using System.Buffers.Text;
using EdgeEngines.Detecting;
using EdgeEngines.Tracking;

namespace EdgeHost.Events;

/// <summary>
/// Writes a frame's <c>detections</c> payload, by hand because it is the one message sent for every frame: labels are escaped
/// beforehand, numbers are scaled to integers and get their point put in. Allocates only to grow its buffer.
/// </summary>
internal sealed class DetectionsMessage
{
    /// <summary>Enough for the head of the message and for an object with an empty label: each number takes at most 20 digits, a sign and a
    /// point, and there are 6 of them beside some 50 bytes of names and brackets.</summary>
    private const int FixedBytes = 256;

    private byte[] _buffer = new byte[4096];
    private int _length;

    /// <summary>Objects seen in this frame, confirmed or not; those out of sight are left out.</summary>
    /// <returns>UTF-8 JSON, valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(long frameId, double frameTime, double latencyMilliseconds, ReadOnlySpan<Track> tracks, LabelSet labels)
    {
        _length = 0;
        Raw("{\"frame_id\":"u8);
        Whole(frameId);
        Raw(",\"frame_time\":"u8);
        Scaled(frameTime, 6);
        Raw(",\"latency_ms\":"u8);
        Scaled(latencyMilliseconds, 2);
        Raw(",\"objects\":["u8);
        var isFirst = true;
        foreach (ref readonly var track in tracks)
        {
            if (track.Missed > 0)
                continue;
            var label = labels[track.Class].Json.EncodedUtf8Bytes;
            EnsureRoom(FixedBytes + label.Length);
            Raw(isFirst ? "{\"id\":"u8 : ",{\"id\":"u8);
            isFirst = false;
            Whole(track.Id);
            Raw(",\"label\":\""u8);
            Raw(label);
            Raw("\",\"score\":"u8);
            Scaled(track.Score, 3);
            WriteBox(track.BoxInSource);
        }
        Raw("]}"u8);
        return _buffer.AsSpan(0, _length);
    }

    private void WriteBox(in Box box)
    {
        Raw(",\"box\":["u8);
        Scaled(box.Left, 1);
        Raw(","u8);
        Scaled(box.Top, 1);
        Raw(","u8);
        Scaled(box.Right, 1);
        Raw(","u8);
        Scaled(box.Bottom, 1);
        Raw("]}"u8);
    }

    private void EnsureRoom(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
    }

    private void Raw(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
    }

    private void Whole(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>A fixed number of decimals. What JSON cannot say (NaN, infinite) or would take more than 20 digits becomes null.</summary>
    private void Scaled(double value, int decimals)
    {
        var power = decimals switch { 1 => 10L, 2 => 100L, 3 => 1000L, _ => 1_000_000L };
        var scaled = Math.Round(value * power);
        if (!(Math.Abs(scaled) < 9e18))
        {
            Raw("null"u8);
            return;
        }
        var (whole, rest) = Math.DivRem(Math.Abs((long)scaled), power);
        if (scaled < 0)
            Raw("-"u8);
        Whole(whole);
        _buffer[_length++] = (byte)'.';
        for (var unit = power / 10; unit > 0; unit /= 10)
        {
            _buffer[_length++] = (byte)('0' + (rest / unit));
            rest %= unit;
        }
    }
}
