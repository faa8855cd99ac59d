using EdgeEngines.Frames;

namespace EdgeEngines.Tests.Pictures;

/// <summary>The colour of one pixel of a frame by the formula of JFIF or BT.601, chroma not interpolated.</summary>
internal static class FrameColours
{
    public static (double Red, double Green, double Blue) At(Frame frame, int x, int y)
    {
        var format = frame.Format;
        if (format.Pixels == PixelFormat.Rgb24)
        {
            var at = ((y * format.Width) + x) * 3;
            return (frame.Pixels[at], frame.Pixels[at + 1], frame.Pixels[at + 2]);
        }
        if (format is not { Pixels: PixelFormat.I420, Encoding: YuvEncoding.Bt601Full })
            throw new NotSupportedException(format.ToString());
        var chroma = (format.Width * format.Height) + (y / 2 * format.Chroma.Width) + (x / 2);
        double luma = frame.Pixels[(y * format.Width) + x];
        var u = frame.Pixels[chroma] - 128.0;
        var v = frame.Pixels[chroma + (format.Chroma.Width * format.Chroma.Height)] - 128.0;
        return (luma + (1.402 * v), luma - (0.344136 * u) - (0.714136 * v), luma + (1.772 * u));
    }
}
