using EdgeEngines.Models;
using EdgeEngines.Tensors;
using Xunit;

namespace EdgeEngines.Tests.Tensors;

public sealed unsafe class ElementCoderTests
{
    [Fact]
    public void Encode_HalvesAndTheirMiddles_AreRoundedAsTheRuntimeDoes()
    {
        var values = new List<float>();
        for (var bits = 0; bits < 0x7C00; bits++)
        {
            var exact = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            var next = bits == 0x7BFF ? exact : (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            var middle = exact + ((next - exact) / 2);
            values.AddRange([exact, -exact, middle, -middle, MathF.BitIncrement(middle), MathF.BitDecrement(middle)]);
        }
        var halves = new ushort[values.Count];
        fixed (float* from = values.ToArray())
        fixed (ushort* to = halves)
            ElementCoder.Encode(from, (byte*)to, values.Count, Input(TensorType.Float16));
        for (var i = 0; i < halves.Length; i++)
            Assert.Equal(BitConverter.HalfToUInt16Bits((Half)values[i]), halves[i]);
    }

    [Fact]
    public void Encode_Bytes_RoundHalfToEvenThenAddTheZeroPoint()
    {
        float[] values = [.. Enumerable.Range(-250, 501).Select(quarter => quarter / 4f)];
        var bytes = new byte[values.Length];
        fixed (float* from = values)
        fixed (byte* to = bytes)
            ElementCoder.Encode(from, to, values.Length, Input(TensorType.Int8) with { QuantZero = -3 });
        for (var i = 0; i < bytes.Length; i++)
            Assert.Equal((int)Math.Round(values[i], MidpointRounding.ToEven) - 3, (sbyte)bytes[i]);
    }

    private static InputDescription Input(TensorType type) => new() { Name = "x", Width = 1, Height = 1, Type = type };
}
