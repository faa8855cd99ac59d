using EdgeEngines.Frames;

namespace EdgeEngines.Pictures;

/// <summary>
/// What a picture may claim before memory is set aside for it: a file of a few hundred bytes can claim 65,535×65,535 pixels.
/// </summary>
internal static class PictureLimits
{
    /// <summary>64 megapixels: more than any camera this is made for sends.</summary>
    public const int DefaultMaxPixels = 64_000_000;

    /// <summary>RGBA pictures of this size still fit the address range of one array.</summary>
    private const int Most = 500_000_000;

    public static int Checked(int maxPixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPixels, Most);
        return maxPixels;
    }

    /// <summary>Null, or why a picture of this size is refused.</summary>
    public static string? Refusal(int width, int height, int maxPixels) =>
        width <= 0 || height <= 0 ? $"the picture claims {width}x{height} pixels"
        : (long)width * height > maxPixels ? $"the picture claims {width}x{height} pixels, allowed are {maxPixels} in all"
        : null;

    public static Frame? Rent(FramePool pool, in FrameFormat format, bool waits, CancellationToken cancellationToken) =>
        waits ? pool.Rent(format, cancellationToken) : pool.TryRent(format);
}
