using EdgeEngines.Frames;

namespace EdgeEngines.Pictures;

/// <summary>Between frames and the R,G,B,A bytes that Skia works with. For pictures that people look at; engines get their pixels
/// through <see cref="Tensors.FrameToTensor"/>.</summary>
internal static unsafe class RgbaRows
{
    private const int Channels = 4;

    /// <summary>Drops alpha.</summary>
    public static void ToRgb(byte* rgba, byte* rgb, long pixels)
    {
        for (long i = 0; i < pixels; i++, rgba += Channels, rgb += 3)
            (rgb[0], rgb[1], rgb[2]) = (rgba[0], rgba[1], rgba[2]);
    }

    /// <summary>The whole frame, opaque.</summary>
    public static void FromFrame(Frame frame, byte* rgba)
    {
        var format = frame.Format;
        if (format.Pixels == PixelFormat.Rgb24)
            FromRgb(frame.Pointer, rgba, (long)format.Width * format.Height);
        else
            FromYuv(frame.Pointer, format, rgba);
    }

    private static void FromRgb(byte* rgb, byte* rgba, long pixels)
    {
        for (long i = 0; i < pixels; i++, rgba += Channels, rgb += 3)
            (rgba[0], rgba[1], rgba[2], rgba[3]) = (rgb[0], rgb[1], rgb[2], 255);
    }

    // Each chroma sample serves 2×2 pixels. Factors of BT.601, BT.709 and JFIF times 2¹⁶.
    private static void FromYuv(byte* planes, in FrameFormat format, byte* rgba)
    {
        var (black, luma, rv, gu, gv, bu) = format.Encoding switch
        {
            YuvEncoding.Bt601Full => (0, 65536, 91881, -22554, -46802, 116130),
            YuvEncoding.Bt709Limited => (16, 76309, 117489, -13975, -34925, 138438),
            YuvEncoding.Bt709Full => (0, 65536, 103206, -12276, -30679, 121609),
            _ => (16, 76309, 104597, -25675, -53279, 132201),
        };
        var chroma = planes + ((long)format.Width * format.Height);
        var (step, toV) = format.Pixels == PixelFormat.Nv12 ? (2, 1L) : (1, (long)format.Chroma.Width * format.Chroma.Height);
        for (var y = 0; y < format.Height; y++)
        {
            var lumaRow = planes + ((long)y * format.Width);
            var chromaRow = chroma + ((long)(y / 2) * format.Chroma.Width * step);
            for (var x = 0; x < format.Width; x++, rgba += Channels)
            {
                var level = ((lumaRow[x] - black) * luma) + (1 << 15);
                var u = chromaRow[x / 2 * step] - 128;
                var v = chromaRow[(x / 2 * step) + toV] - 128;
                rgba[0] = Level(level + (rv * v));
                rgba[1] = Level(level + (gu * u) + (gv * v));
                rgba[2] = Level(level + (bu * u));
                rgba[3] = 255;
            }
        }
    }

    private static byte Level(int scaled) => (byte)Math.Clamp(scaled >> 16, 0, 255);
}
