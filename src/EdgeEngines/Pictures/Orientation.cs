using SkiaSharp;

namespace EdgeEngines.Pictures;

/// <summary>
/// How a stored picture is turned to stand upright (EXIF 2.32, tag 0x0112). The pixel shown at x, y is the stored one at
/// <c>Start + x × StepX + y × StepY</c>.
/// </summary>
internal readonly record struct Orientation(int Width, int Height, bool SwapsSides, long Start, long StepX, long StepY)
{
    /// <param name="origin">Where the stored row 0 and column 0 belong: TopLeft (upright) to LeftBottom.</param>
    /// <param name="stored">Size as stored.</param>
    public static Orientation Of(SKEncodedOrigin origin, (int Width, int Height) stored)
    {
        var (width, height) = stored;
        long right = width - 1;
        var bottom = (long)(height - 1) * width;
        return origin switch
        {
            SKEncodedOrigin.TopRight => new Orientation(width, height, false, right, -1, width),
            SKEncodedOrigin.BottomRight => new Orientation(width, height, false, bottom + right, -1, -width),
            SKEncodedOrigin.BottomLeft => new Orientation(width, height, false, bottom, 1, -width),
            SKEncodedOrigin.LeftTop => new Orientation(height, width, true, 0, width, 1),
            SKEncodedOrigin.RightTop => new Orientation(height, width, true, bottom, -width, 1),
            SKEncodedOrigin.RightBottom => new Orientation(height, width, true, bottom + right, -width, -1),
            SKEncodedOrigin.LeftBottom => new Orientation(height, width, true, right, width, -1),
            _ => new Orientation(width, height, false, 0, 1, width),
        };
    }

    public unsafe void Turn(byte* rgba, byte* rgb)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++, rgb += 3)
            {
                var pixel = rgba + (4 * (Start + (x * StepX) + (y * StepY)));
                (rgb[0], rgb[1], rgb[2]) = (pixel[0], pixel[1], pixel[2]);
            }
        }
    }
}
