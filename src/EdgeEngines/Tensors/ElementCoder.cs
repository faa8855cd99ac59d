using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeEngines.Models;

namespace EdgeEngines.Tensors;

/// <summary>Float values to the tensor's element type. The values are already within what the type can hold.</summary>
internal static unsafe class ElementCoder
{
    /// <summary>Other types hold tokens or indexes, not pixels.</summary>
    public static bool CanEncode(TensorType type) =>
        type is TensorType.Float32 or TensorType.Float16 or TensorType.Uint8 or TensorType.Int8;

    public static int BytesOf(TensorType type) => type switch
    {
        TensorType.Float32 => 4,
        TensorType.Float16 => 2,
        TensorType.Uint8 or TensorType.Int8 => 1,
        _ => throw new UnreachableException($"no pixel is encoded as {type}"),
    };

    public static void Encode(float* values, byte* encoded, int count, InputDescription input)
    {
        if (input.Type == TensorType.Float32)
            Unsafe.CopyBlockUnaligned(encoded, (byte*)values, (uint)count * sizeof(float));
        else if (input.Type == TensorType.Float16)
            EncodeHalves(values, (ushort*)encoded, count);
        else
            EncodeBytes(values, encoded, count, input.QuantZero);
    }

    // QuantizeLinear: round half to even, then the zero point. The low byte is right for signed and unsigned alike.
    private static void EncodeBytes(float* values, byte* bytes, int count, int zero)
    {
        var i = 0;
        var zeros = Vector128.Create(zero);
        for (; i <= count - 16; i += 16)
        {
            var left = Vector128.Narrow(Rounded(values + i) + zeros, Rounded(values + i + 4) + zeros);
            var right = Vector128.Narrow(Rounded(values + i + 8) + zeros, Rounded(values + i + 12) + zeros);
            Vector128.Narrow(left, right).AsByte().Store(bytes + i);
        }
        for (; i < count; i++)
            bytes[i] = unchecked((byte)((int)MathF.Round(values[i]) + zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Rounded(float* values) => Vector128.ConvertToInt32Native(Vector128.Round(Vector128.Load(values)));

    private static void EncodeHalves(float* values, ushort* halves, int count)
    {
        var i = 0;
        for (; i <= count - 8; i += 8)
            Vector128.Narrow(HalfBits(Vector128.Load(values + i)), HalfBits(Vector128.Load(values + i + 4))).Store(halves + i);
        for (; i < count; i++)
            halves[i] = BitConverter.HalfToUInt16Bits((Half)values[i]);
    }

    /// <summary>IEEE 754 binary16, round half to even, for finite values up to 65504.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> HalfBits(Vector128<float> value)
    {
        const uint SmallestNormal = 113u << 23; // 2⁻¹⁴, the exponent's bias being 127 here and 15 there
        const uint Half = 126u << 23; // 0.5: its last bit is worth 2⁻²⁴, the step of binary16's subnormal numbers
        var bits = value.AsUInt32();
        var sign = bits & Vector128.Create(0x8000_0000u);
        var magnitude = bits ^ sign;
        // Cutting off 13 bits rounds to even when half a step, less one for an even number, is added before.
        var odd = (magnitude >>> 13) & Vector128<uint>.One;
        var normal = (magnitude + odd + Vector128.Create(0xFFFu) - Vector128.Create(112u << 23)) >>> 13;
        var subnormal = (magnitude.AsSingle() + Vector128.Create(Half).AsSingle()).AsUInt32() - Vector128.Create(Half);
        var small = Vector128.LessThan(magnitude, Vector128.Create(SmallestNormal));
        return Vector128.ConditionalSelect(small, subnormal, normal) | (sign >>> 16);
    }
}
