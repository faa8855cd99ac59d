using System.Buffers;
using EdgeEngines.Frames;
using EdgeEngines.Tensors;
using SkiaSharp;

namespace EdgeEngines.Pictures;

/// <summary>A part of a frame as a small JPEG. Keeps its scratch memory from picture to picture; one thread at a time.</summary>
/// <param name="longestSide">Larger parts are scaled down to it, in pixels.</param>
/// <param name="quality">1 to 100.</param>
public sealed unsafe class CropEncoder(int longestSide = 192, int quality = 80)
{
    private readonly SKJpegEncoderOptions _options = new(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);
    private AlignedBuffer<byte> _rgba = new(0);

    /// <param name="frame">The caller keeps its lease.</param>
    /// <param name="region">Within the frame.</param>
    /// <param name="jpeg">Gets the file.</param>
    public void Encode(Frame frame, in PixelRegion region, IBufferWriter<byte> jpeg)
    {
        var format = frame.Format;
        var info = new SKImageInfo(format.Width, format.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        if (_rgba.Length < info.BytesSize)
            _rgba = new AlignedBuffer<byte>(info.BytesSize);
        RgbaRows.FromFrame(frame, _rgba.Pointer);

        // A view: the row's length stays the frame's.
        var start = (nint)(_rgba.Pointer + ((((long)region.Top * format.Width) + region.Left) * info.BytesPerPixel));
        using var part = new SKPixmap(info.WithSize(region.Width, region.Height), start, info.RowBytes);
        var scale = (double)longestSide / Math.Max(region.Width, region.Height);
        if (scale >= 1)
        {
            Write(part, jpeg);
            return;
        }
        using var scaled = new SKBitmap(info.WithSize(Side(region.Width, scale), Side(region.Height, scale)));
        using var pixels = scaled.PeekPixels();
        if (!part.ScalePixels(pixels, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)))
            throw new InvalidOperationException($"Skia could not scale {region.Width}x{region.Height} pixels to {pixels.Width}x{pixels.Height}");
        Write(pixels, jpeg);
    }

    private static int Side(int length, double scale) => Math.Max(1, (int)Math.Round(length * scale));

    private void Write(SKPixmap picture, IBufferWriter<byte> jpeg)
    {
        using var encoded = picture.Encode(_options)
            ?? throw new InvalidOperationException($"Skia could not encode {picture.Width}x{picture.Height} pixels as JPEG");
        jpeg.Write(encoded.AsSpan());
    }
}
