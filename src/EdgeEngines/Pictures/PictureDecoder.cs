using EdgeEngines.Frames;
using SkiaSharp;

namespace EdgeEngines.Pictures;

/// <summary>Any picture file (PNG, JPEG, WebP, BMP) to an upright RGB24 frame. Transparent parts are black. One thread at a time.</summary>
public sealed class PictureDecoder : IDisposable
{
    /// <summary>The most a file is read for, so that a wrong path does not fill the memory.</summary>
    private const long MaxFileBytes = 256L * 1024 * 1024;

    private readonly JpegDecoder _jpeg;
    private readonly SkiaReader _skia;

    /// <param name="maxPixels">Larger pictures are refused before memory is set aside for them.</param>
    public PictureDecoder(int maxPixels = PictureLimits.DefaultMaxPixels) =>
        (_skia, _jpeg) = (new SkiaReader(PictureLimits.Checked(maxPixels)), new JpegDecoder(maxPixels));

    /// <param name="path">The file.</param>
    /// <param name="pool">Where the frame is rented.</param>
    /// <param name="waits">Wait while every frame is out; else the outcome is <see cref="DecodeOutcome.NoRoom"/>.</param>
    public DecodedPicture Read(string path, FramePool pool, bool waits = true, CancellationToken cancellationToken = default)
    {
        byte[] file;
        try
        {
            var bytes = new FileInfo(path).Length;
            if (bytes > MaxFileBytes)
                return DecodedPicture.Refused($"'{path}' has {bytes} bytes, expected a picture of at most {MaxFileBytes}");
            file = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return DecodedPicture.Refused($"'{path}' cannot be read: {error.Message}");
        }
        var picture = Decode(file, pool, waits, cancellationToken);
        return picture.Outcome == DecodeOutcome.Refused ? DecodedPicture.Refused($"'{path}': {picture.Reason}") : picture;
    }

    /// <param name="file">The whole file.</param>
    /// <param name="pool">Where the frame is rented.</param>
    /// <param name="waits">Wait while every frame is out; else the outcome is <see cref="DecodeOutcome.NoRoom"/>.</param>
    public DecodedPicture Decode(ReadOnlySpan<byte> file, FramePool pool, bool waits = true, CancellationToken cancellationToken = default) =>
        IsUprightJpeg(file)
            ? _jpeg.Decode(file, pool, waits, atLeast: null, asRgb: true, cancellationToken)
            : _skia.Decode(file, pool, waits, atLeast: null, upright: true, cancellationToken);

    public void Dispose() => _jpeg.Dispose();

    private static unsafe bool IsUprightJpeg(ReadOnlySpan<byte> file)
    {
        fixed (byte* bytes = file)
        {
            using var data = SKData.Create((nint)bytes, file.Length);
            using var codec = SKCodec.Create(data);
            return codec is { EncodedFormat: SKEncodedImageFormat.Jpeg, EncodedOrigin: SKEncodedOrigin.TopLeft };
        }
    }
}
