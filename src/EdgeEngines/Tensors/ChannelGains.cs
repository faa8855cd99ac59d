using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Tensors;

/// <summary>
/// One channel of the tensor as an affine function of samples that are stored as <c>(sample − 128) × 256</c>:
/// <c>value = first × First + u × U + v × V + Constant</c>, then clamped to what the pixel (and the tensor's type) can hold.
/// <c>first</c> is luma, or the colour itself where the frame is RGB.
/// </summary>
internal readonly record struct ChannelGains(float First, float U, float V, float Constant, float Low, float High)
{
    private const double SampleStep = 1 / 256.0;
    private const int SampleMiddle = 128;

    /// <param name="input">Mean and scale, in the tensor's channel order.</param>
    /// <param name="format">What the samples are.</param>
    /// <param name="channel">The tensor's channel.</param>
    public static ChannelGains For(InputDescription input, in FrameFormat format, int channel)
    {
        // The quantization step is part of the scale; the zero point is added as an integer after rounding, as ONNX says.
        var scale = input.Type is TensorType.Uint8 or TensorType.Int8
            ? (double)input.Scale[channel] / input.QuantScale
            : input.Scale[channel];
        double mean = input.Mean[channel];
        var colour = input.Colour == ChannelOrder.Rgb ? channel : 2 - channel;
        var (first, u, v, constant) = format.Pixels == PixelFormat.Rgb24 ? (1, 0, 0, SampleMiddle) : FromYuv(format.Encoding, colour);
        var (low, high) = Range(input, (0 - mean) * scale, (255 - mean) * scale);
        return new ChannelGains(
            (float)(first * scale * SampleStep),
            (float)(u * scale * SampleStep),
            (float)(v * scale * SampleStep),
            (float)((constant - mean) * scale),
            low,
            high);
    }

    /// <summary>The value of a pixel that has this level in the channel.</summary>
    public static float ValueOf(InputDescription input, int channel, float pixel)
    {
        var scale = input.Type is TensorType.Uint8 or TensorType.Int8
            ? (double)input.Scale[channel] / input.QuantScale
            : input.Scale[channel];
        var (low, high) = Range(input, double.NegativeInfinity, double.PositiveInfinity);
        return (float)Math.Clamp((pixel - (double)input.Mean[channel]) * scale, low, high);
    }

    // ITU-R BT.601-7 and BT.709-6, 3.3 and 3.4: Kr and Kb; JFIF 1.02: full range. Levels 0..255.
    private static (double First, double U, double V, double Constant) FromYuv(YuvEncoding encoding, int colour)
    {
        var (kr, kb) = encoding is YuvEncoding.Bt709Limited or YuvEncoding.Bt709Full ? (0.2126, 0.0722) : (0.299, 0.114);
        var kg = 1 - kr - kb;
        var limited = encoding is YuvEncoding.Bt601Limited or YuvEncoding.Bt709Limited;
        var luma = limited ? 255.0 / 219 : 1;
        var chroma = limited ? 255.0 / 224 : 1;
        var black = limited ? 16 : 0;
        var (u, v) = colour switch
        {
            0 => (0, 2 * (1 - kr)),
            1 => (-2 * (1 - kb) * kb / kg, -2 * (1 - kr) * kr / kg),
            _ => (2 * (1 - kb), 0.0),
        };
        return (luma, u * chroma, v * chroma, (SampleMiddle - black) * luma);
    }

    private static (float Low, float High) Range(InputDescription input, double one, double other)
    {
        var (least, most) = input.Type switch
        {
            TensorType.Uint8 => (0.0 - input.QuantZero, 255.0 - input.QuantZero),
            TensorType.Int8 => (-128.0 - input.QuantZero, 127.0 - input.QuantZero),
            TensorType.Float16 => ((double)Half.MinValue, (double)Half.MaxValue),
            _ => (float.MinValue, (double)float.MaxValue),
        };
        return ((float)Math.Clamp(Math.Min(one, other), least, most), (float)Math.Clamp(Math.Max(one, other), least, most));
    }
}
