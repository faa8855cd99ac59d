using System.Buffers;
using EdgeEngines.Frames;
using EdgeEngines.Tensors;
using SkiaSharp;

namespace EdgeEngines.Pictures;

/// <summary>
/// A frame with boxes drawn on it, as JPEG. No text: the device need not have fonts; a class is told by its colour. Keeps its scratch
/// memory from picture to picture; one thread at a time.
/// </summary>
public sealed unsafe class SnapshotEncoder : IDisposable
{
    private readonly SKJpegEncoderOptions _options;
    private readonly SKPaint _pen = new() { Style = SKPaintStyle.Stroke, IsAntialias = true };
    private AlignedBuffer<byte> _rgba = new(0);

    /// <param name="quality">1 to 100; 80 is about 100 kB for 1280×720.</param>
    public SnapshotEncoder(int quality = 80)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        _options = new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);
    }

    /// <param name="frame">The caller keeps its lease.</param>
    /// <param name="boxes">What to draw; boxes that are not finite numbers are left out.</param>
    /// <param name="jpeg">Gets the file.</param>
    /// <param name="lineWidthPixels">In pixels of the frame as decoded; by default a 320th of its width, at least 2.</param>
    public void Encode(Frame frame, ReadOnlySpan<SnapshotBox> boxes, IBufferWriter<byte> jpeg, float? lineWidthPixels = null)
    {
        var format = frame.Format;
        var info = new SKImageInfo(format.Width, format.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (_rgba.Length < info.BytesSize)
            _rgba = new AlignedBuffer<byte>(info.BytesSize);
        RgbaRows.FromFrame(frame, _rgba.Pointer);

        using var picture = new SKPixmap(info, (nint)_rgba.Pointer);
        if (!boxes.IsEmpty)
            Draw(picture, frame, boxes, lineWidthPixels ?? Math.Max(2, format.Width / 320f));
        using var encoded = picture.Encode(_options)
            ?? throw new InvalidOperationException($"Skia could not encode a frame of {format} as JPEG");
        jpeg.Write(encoded.AsSpan());
    }

    /// <summary>Colours far apart for classes close together: the hue goes on by the golden angle.</summary>
    public static (byte Red, byte Green, byte Blue) ColourOf(int @class)
    {
        const double GoldenAngleDegrees = 137.50776;
        var hueDegrees = (float)(((@class * GoldenAngleDegrees) % 360 + 360) % 360);
        var colour = SKColor.FromHsv(hueDegrees, 90, 100);
        return (colour.Red, colour.Green, colour.Blue);
    }

    public void Dispose() => _pen.Dispose();

    private void Draw(SKPixmap picture, Frame frame, ReadOnlySpan<SnapshotBox> boxes, float lineWidthPixels)
    {
        using var surface = SKSurface.Create(picture);
        var scaleX = (float)frame.Format.Width / frame.SourceSize.Width;
        var scaleY = (float)frame.Format.Height / frame.SourceSize.Height;
        _pen.StrokeWidth = lineWidthPixels;
        foreach (ref readonly var box in boxes)
        {
            var inFrame = new SKRect(
                box.BoxInSource.Left * scaleX, box.BoxInSource.Top * scaleY, box.BoxInSource.Right * scaleX, box.BoxInSource.Bottom * scaleY);
            if (!float.IsFinite(inFrame.Left + inFrame.Top + inFrame.Right + inFrame.Bottom))
                continue;
            var (red, green, blue) = ColourOf(box.Class);
            _pen.Color = new SKColor(red, green, blue);
            surface.Canvas.DrawRect(inFrame, _pen);
        }
        surface.Flush();
    }
}
