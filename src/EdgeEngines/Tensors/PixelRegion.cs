using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeEngines.Tensors;

/// <summary>Whole pixels of a frame as it is decoded (<see cref="Frame.Format"/>); never empty, never outside.</summary>
public readonly record struct PixelRegion(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;
    public int Bottom => Top + Height;

    public static PixelRegion Whole(in FrameFormat format) => new(0, 0, format.Width, format.Height);

    /// <summary>The pixels that a box touches, after <paramref name="context"/> × its width and height were added on every side,
    /// clipped to the picture. A box that misses the picture gets the pixel nearest to it.</summary>
    /// <exception cref="ArgumentException">Corners that are not finite, or in the wrong order.</exception>
    public static PixelRegion Around(in Box boxInSource, float context, Frame frame)
    {
        // Written so that NaN fails it.
        if (!(boxInSource.Width is >= 0 and <= float.MaxValue && boxInSource.Height is >= 0 and <= float.MaxValue))
            throw new ArgumentException($"{boxInSource} is no box: expected finite corners, left before right and top before bottom", nameof(boxInSource));
        var (format, source) = (frame.Format, frame.SourceSize);
        var (left, width) = Along(boxInSource.Left, boxInSource.Right, context, (double)format.Width / source.Width, format.Width);
        var (top, height) = Along(boxInSource.Top, boxInSource.Bottom, context, (double)format.Height / source.Height, format.Height);
        return new PixelRegion(left, top, width, height);
    }

    private static (int Start, int Length) Along(double from, double to, double context, double scale, int length)
    {
        var margin = (to - from) * context;
        var start = Math.Clamp(Math.Floor((from - margin) * scale), 0, length - 1);
        var end = Math.Clamp(Math.Ceiling((to + margin) * scale), start + 1, length);
        return ((int)start, (int)(end - start));
    }
}
