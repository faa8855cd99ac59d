using System.Runtime.InteropServices;
using EdgeEngines.Models;

namespace EdgeEngines.Tests.Tensors;

/// <summary>Reads one value out of a tensor's bytes, the zero point taken off and the quantization undone.</summary>
internal static class TensorReader
{
    public static double Read(ReadOnlySpan<byte> tensor, InputDescription input, int channel, int x, int y)
    {
        var at = input.Layout == TensorLayout.Nchw
            ? (((channel * input.Height) + y) * input.Width) + x
            : (((y * input.Width) + x) * 3) + channel;
        return input.Type switch
        {
            TensorType.Float32 => MemoryMarshal.Cast<byte, float>(tensor)[at],
            TensorType.Float16 => (double)MemoryMarshal.Cast<byte, Half>(tensor)[at],
            TensorType.Uint8 => (tensor[at] - input.QuantZero) * (double)input.QuantScale,
            _ => ((sbyte)tensor[at] - input.QuantZero) * (double)input.QuantScale,
        };
    }

    /// <summary>What the element type itself cannot tell apart, for a value of that size.</summary>
    public static double Grain(InputDescription input, double value) => input.Type switch
    {
        TensorType.Float32 => 1e-5 * (1 + Math.Abs(value)),
        TensorType.Float16 => 1e-7 + (Math.Abs(value) / 1024),
        _ => 0.501 * input.QuantScale,
    };

    /// <summary>The value as the tensor's type can hold it: quantized ones end somewhere.</summary>
    public static double Saturate(InputDescription input, double value) => input.Type switch
    {
        TensorType.Uint8 => Math.Clamp(value, (0 - input.QuantZero) * (double)input.QuantScale, (255 - input.QuantZero) * (double)input.QuantScale),
        TensorType.Int8 => Math.Clamp(value, (-128 - input.QuantZero) * (double)input.QuantScale, (127 - input.QuantZero) * (double)input.QuantScale),
        _ => value,
    };
}
