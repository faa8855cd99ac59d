using EdgeEngines.Frames;

namespace EdgeEngines.Pictures;

/// <summary>
/// JPEG pictures to frames: by libturbojpeg where it is installed, straight to I420 without ever making RGB where the picture allows
/// it, else by Skia to RGB24. One decoder serves one thread at a time; with libturbojpeg it allocates nothing per picture.
/// </summary>
public sealed class JpegDecoder : IDisposable
{
    private readonly int _maxPixels;
    private readonly TurboReader? _turbo;
    private readonly TurboToFrame? _turboToFrame;
    private readonly SkiaReader _skia;

    /// <param name="maxPixels">Larger pictures are refused before memory is set aside for them.</param>
    public JpegDecoder(int maxPixels = PictureLimits.DefaultMaxPixels)
        : this(maxPixels, TurboLibrary.Installed)
    {
    }

    internal JpegDecoder(int maxPixels, TurboLibrary? library)
    {
        _maxPixels = PictureLimits.Checked(maxPixels);
        _skia = new SkiaReader(maxPixels);
        if (library is null)
            return;
        _turbo = new TurboReader(library);
        _turboToFrame = new TurboToFrame(_turbo);
    }

    /// <summary>False: Skia does the work, several times slower. For the doctor's report.</summary>
    public static bool TurboIsInstalled => TurboLibrary.Installed is not null;

    /// <param name="jpeg">The whole picture.</param>
    /// <param name="pool">Where the frame is rented.</param>
    /// <param name="waits">Wait while every frame is out; else the outcome is <see cref="DecodeOutcome.NoRoom"/>.</param>
    /// <param name="atLeast">What the picture is needed for: it may be decoded smaller, but not below this in either direction.
    /// The frame's source size stays the full one.</param>
    public DecodedPicture Decode(
        ReadOnlySpan<byte> jpeg, FramePool pool, bool waits = true, (int Width, int Height)? atLeast = null, CancellationToken cancellationToken = default) =>
        Decode(jpeg, pool, waits, atLeast, asRgb: false, cancellationToken);

    internal DecodedPicture Decode(
        ReadOnlySpan<byte> jpeg, FramePool pool, bool waits, (int Width, int Height)? atLeast, bool asRgb, CancellationToken cancellationToken)
    {
        // Skia would take any picture; what calls itself JPEG must be one.
        if (!jpeg.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return DecodedPicture.Refused(NotAJpeg(jpeg));
        if (_turbo is null)
            return _skia.Decode(jpeg, pool, waits, atLeast, upright: false, cancellationToken);
        if (!_turbo.TryReadHeader(jpeg, out var header))
            return DecodedPicture.Refused(_turbo.LastError());
        if (PictureLimits.Refusal(header.Width, header.Height, _maxPixels) is { } refusal)
            return DecodedPicture.Refused(refusal);
        // Printers' colours and rare samplings: seldom seen, and Skia knows them.
        if (header.Colours > TurboColours.Grey || header.Subsampling == TurboSubsampling.Unknown)
            return _skia.Decode(jpeg, pool, waits, atLeast, upright: false, cancellationToken);
        return _turboToFrame!.Decode(jpeg, header, pool, waits, atLeast, asRgb, cancellationToken);
    }

    public void Dispose() => _turbo?.Dispose();

    private static string NotAJpeg(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? "expected a JPEG picture, found no bytes"
        : $"expected a JPEG picture (FFD8 first), found {bytes.Length} bytes that start with {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])}";
}
