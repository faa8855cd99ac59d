using EdgeEngines.Frames;
using EdgeEngines.Tensors;

namespace EdgeHost.Rewards.Pictures;

/// <summary>Makes a part of a picture unrecognisable for good: few cells, each of one colour, their average. Nothing finer is left to be brought back, as it
/// can be from a blur.</summary>
internal static class Mosaic
{
    /// <summary>Of the longer side. Three: where eyes, nose and mouth are does not show either.</summary>
    private const int Cells = 3;

    private const int Channels = 3;

    /// <param name="picture">RGB24.</param>
    public static void Apply(Frame picture, in PixelRegion region)
    {
        if (picture.Format.Pixels != PixelFormat.Rgb24)
            throw new ArgumentException($"the picture is {picture.Format}; expected Rgb24", nameof(picture));
        var cell = Math.Max(1, (Math.Max(region.Width, region.Height) + Cells - 1) / Cells);
        for (var top = region.Top; top < region.Bottom; top += cell)
        {
            for (var left = region.Left; left < region.Right; left += cell)
                Flatten(picture, left, top, Math.Min(left + cell, region.Right), Math.Min(top + cell, region.Bottom));
        }
    }

    private static void Flatten(Frame picture, int left, int top, int right, int bottom)
    {
        var pixels = picture.Pixels;
        var row = picture.Format.Width * Channels;
        long red = 0, green = 0, blue = 0, count = (long)(right - left) * (bottom - top);
        for (var y = top; y < bottom; y++)
        {
            for (var at = (y * row) + (left * Channels); at < (y * row) + (right * Channels); at += Channels)
                (red, green, blue) = (red + pixels[at], green + pixels[at + 1], blue + pixels[at + 2]);
        }
        var (r, g, b) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
        for (var y = top; y < bottom; y++)
        {
            for (var at = (y * row) + (left * Channels); at < (y * row) + (right * Channels); at += Channels)
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (r, g, b);
        }
    }
}
