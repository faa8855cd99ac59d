namespace EdgeHost.Cameras.Framing;

/// <summary>The largest picture that a camera may send: headers come from outside and are not to be trusted with memory.</summary>
internal static class PictureLimits
{
    /// <summary>Twice 8K.</summary>
    public const int MaxSide = 16_384;

    /// <summary>8K 4:2:0 is 50 MB; anything far beyond is a broken header.</summary>
    public const int MaxPixels = 64 << 20;

    public static bool Allow(int width, int height) =>
        width is >= 2 and <= MaxSide && height is >= 2 and <= MaxSide && (long)width * height <= MaxPixels;

    public static void Require(long width, long height, string what)
    {
        if (width is < 2 or > MaxSide || height is < 2 or > MaxSide || width * height > MaxPixels)
            throw new CameraException($"{what} says its pictures are {width}x{height}; expected 2 to {MaxSide} a side and at most {MaxPixels >> 20} Mi pixels");
    }
}
