using EdgeEngines.Frames;

namespace EdgeHost.Tests.Rewards.Pictures;

internal static class TestPictures
{
    /// <summary>Grey noise with a square of red and green stripes in it, broad enough to survive a JPEG: averaged, they are red no more.</summary>
    public static Frame RedSquare(FramePool pool)
    {
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 320, 200), default);
        var random = new Random(7);
        var pixels = frame.Pixels;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var (x, y, grey) = (i / 3 % 320, i / 3 / 320, (byte)random.Next(90, 160));
            var isStriped = x is >= 100 and < 148 && y is >= 60 and < 108;
            (pixels[i], pixels[i + 1], pixels[i + 2]) = !isStriped ? (grey, grey, grey) : x / 8 % 2 == 0 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)255, (byte)0);
        }
        return frame;
    }
}
