using EdgeEngines.Frames;
using EdgeEngines.Tensors;

namespace EdgeEngines.Reading;

/// <summary>A tensor's three values at any place of a frame: bilinear from the planes, colours and normalisation in one step.</summary>
internal readonly unsafe struct PictureSamples
{
    private readonly PixelFormat _pixels;
    private readonly PlaneSamples _first;
    private readonly PlaneSamples _u;
    private readonly PlaneSamples _v;

    /// <param name="frame">Its holder keeps the lease for as long as this is used.</param>
    public PictureSamples(Frame frame)
    {
        var format = frame.Format;
        _pixels = format.Pixels;
        var first = frame.Pointer;
        _first = new PlaneSamples(first, format.Width, format.Height, _pixels == PixelFormat.Rgb24 ? 3 : 1);
        var chroma = first + ((long)format.Width * format.Height);
        var (width, height) = format.Chroma;
        if (_pixels == PixelFormat.Nv12)
        {
            _u = new PlaneSamples(chroma, width, height, 2);
            _v = new PlaneSamples(chroma + 1, width, height, 2);
        }
        else if (_pixels == PixelFormat.I420)
        {
            _u = new PlaneSamples(chroma, width, height, 1);
            _v = new PlaneSamples(chroma + ((long)width * height), width, height, 1);
        }
    }

    /// <param name="x">In the frame's pixels, from its left edge.</param>
    /// <param name="y">From its top edge.</param>
    /// <param name="colours">For RGB: the byte of each of the tensor's channels.</param>
    /// <param name="gains">Of the tensor's channels, in its order.</param>
    /// <param name="values">One for each channel.</param>
    public void At(float x, float y, ReadOnlySpan<int> colours, ReadOnlySpan<ChannelGains> gains, Span<float> values)
    {
        var first = _first.At(x, y);
        if (_pixels == PixelFormat.Rgb24)
        {
            for (var channel = 0; channel < values.Length; channel++)
                values[channel] = Value(gains[channel], Level(first.Of(colours[channel])), 0, 0);
            return;
        }
        // A chroma sample lies in the middle of 2×2 luma samples.
        var (luma, u, v) = (Level(first.Of(0)), Level(_u.At(x / 2, y / 2).Of(0)), Level(_v.At(x / 2, y / 2).Of(0)));
        for (var channel = 0; channel < values.Length; channel++)
            values[channel] = Value(gains[channel], luma, u, v);
    }

    /// <summary>As <see cref="ChannelGains"/> wants its samples.</summary>
    private static float Level(float sample) => (sample - 128) * 256;

    private static float Value(in ChannelGains gains, float first, float u, float v) =>
        Math.Clamp((gains.First * first) + (gains.U * u) + (gains.V * v) + gains.Constant, gains.Low, gains.High);
}
