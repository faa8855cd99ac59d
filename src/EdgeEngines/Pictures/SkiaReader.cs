using EdgeEngines.Frames;
using EdgeEngines.Tensors;
using SkiaSharp;

namespace EdgeEngines.Pictures;

/// <summary>Any picture that Skia knows, to RGB24. Keeps its scratch memory from picture to picture; one thread at a time.</summary>
internal sealed unsafe class SkiaReader(int maxPixels)
{
    private AlignedBuffer<byte> _rgba = new(0);

    /// <param name="file">The whole file.</param>
    /// <param name="upright">Turn the picture as its EXIF orientation says.</param>
    public DecodedPicture Decode(
        ReadOnlySpan<byte> file, FramePool pool, bool waits, (int Width, int Height)? atLeast, bool upright, CancellationToken cancellationToken)
    {
        fixed (byte* bytes = file)
        {
            using var data = SKData.Create((nint)bytes, file.Length);
            using var codec = SKCodec.Create(data);
            if (codec is null)
                return DecodedPicture.Refused(NotAPicture(file));
            var full = (codec.Info.Width, codec.Info.Height);
            if (PictureLimits.Refusal(full.Width, full.Height, maxPixels) is { } refusal)
                return DecodedPicture.Refused(refusal);

            var scaled = codec.GetScaledDimensions(1f / JpegScale.Divisor(full, atLeast)); // the full size where the format cannot scale
            var info = new SKImageInfo(scaled.Width, scaled.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
            if (_rgba.Length < info.BytesSize)
                _rgba = new AlignedBuffer<byte>(info.BytesSize);
            var result = codec.GetPixels(info, (nint)_rgba.Pointer);
            if (result != SKCodecResult.Success)
                return DecodedPicture.Refused($"the {codec.EncodedFormat} picture is damaged or ends early ({result})");

            var origin = upright ? codec.EncodedOrigin : SKEncodedOrigin.TopLeft;
            return ToFrame(pool, waits, (scaled.Width, scaled.Height), full, origin, cancellationToken);
        }
    }

    public static string NotAPicture(ReadOnlySpan<byte> file) => file.IsEmpty
        ? "expected a picture (PNG, JPEG, WebP or BMP), found no bytes"
        : $"expected a picture (PNG, JPEG, WebP or BMP), found {file.Length} bytes that start with {Convert.ToHexString(file[..Math.Min(8, file.Length)])}";

    private DecodedPicture ToFrame(
        FramePool pool, bool waits, (int Width, int Height) size, (int Width, int Height) full, SKEncodedOrigin origin, CancellationToken cancellationToken)
    {
        var upright = Orientation.Of(origin, size);
        var frame = PictureLimits.Rent(pool, new FrameFormat(PixelFormat.Rgb24, upright.Width, upright.Height), waits, cancellationToken);
        if (frame is null)
            return DecodedPicture.NoRoom;
        frame.SourceSize = upright.SwapsSides ? (full.Height, full.Width) : full;
        if (origin == SKEncodedOrigin.TopLeft)
            RgbaRows.ToRgb(_rgba.Pointer, frame.Pointer, (long)size.Width * size.Height);
        else
            upright.Turn(_rgba.Pointer, frame.Pointer);
        return DecodedPicture.Of(frame);
    }
}
