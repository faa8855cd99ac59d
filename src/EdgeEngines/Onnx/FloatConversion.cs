using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EdgeEngines.Onnx;

/// <summary>Outputs of other types as the 32-bit floats that heads read. Integers keep their value: an output without a
/// dequantize step behind it has no scale to apply.</summary>
internal static class FloatConversion
{
    public static bool Knows(OnnxType type) => type is OnnxType.Float32 or OnnxType.Float16 or OnnxType.Bfloat16 or OnnxType.Float64
        or OnnxType.Uint8 or OnnxType.Int8 or OnnxType.Bool or OnnxType.Int32 or OnnxType.Int64;

    public static void Convert(OnnxType type, ReadOnlySpan<byte> from, Span<float> to)
    {
        switch (type)
        {
            case OnnxType.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(from), to);
                break;
            case OnnxType.Bfloat16:
                // The upper half of a float32.
                var halves = MemoryMarshal.Cast<byte, ushort>(from);
                for (var i = 0; i < to.Length; i++)
                    to[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                break;
            case OnnxType.Float64:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(from), to);
                break;
            case OnnxType.Uint8 or OnnxType.Bool:
                TensorPrimitives.ConvertTruncating(from, to);
                break;
            case OnnxType.Int8:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, sbyte>(from), to);
                break;
            case OnnxType.Int32:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, int>(from), to);
                break;
            case OnnxType.Int64:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, long>(from), to);
                break;
            default:
                MemoryMarshal.Cast<byte, float>(from).CopyTo(to);
                break;
        }
    }
}
