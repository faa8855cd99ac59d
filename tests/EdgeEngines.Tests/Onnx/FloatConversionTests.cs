using System.Runtime.InteropServices;
using EdgeEngines.Onnx;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

public sealed class FloatConversionTests
{
    [Fact]
    public void Convert_EveryType_KeepsTheValue()
    {
        Check(OnnxType.Float32, [1.5f, -2f, float.NaN], [1.5f, -2, float.NaN]);
        Check(OnnxType.Float16, new[] { (Half)1.5, (Half)(-2), Half.PositiveInfinity }, [1.5f, -2, float.PositiveInfinity]);
        Check(OnnxType.Bfloat16, new ushort[] { 0x3FC0, 0xC000, 0x7F80 }, [1.5f, -2, float.PositiveInfinity]); // upper halves of float32
        Check(OnnxType.Float64, [1.5, -2, 0.1], [1.5f, -2, 0.1f]);
        Check(OnnxType.Uint8, new byte[] { 0, 127, 255 }, [0, 127, 255]);
        Check(OnnxType.Int8, new sbyte[] { -128, 0, 127 }, [-128, 0, 127]);
        Check(OnnxType.Int32, [-1, 0, 1 << 20], [-1, 0, 1 << 20]);
        Check(OnnxType.Int64, new[] { -1L, 79, 1L << 40 }, [-1, 79, 1L << 40]);
        Check(OnnxType.Bool, new byte[] { 0, 1 }, [0, 1]);
    }

    [Fact]
    public void Convert_LongRows_AgreesWithThePlainLoop()
    {
        var random = new Random(5);
        var halves = Enumerable.Range(0, 1003).Select(_ => (Half)(random.NextSingle() * 100)).ToArray();
        Check(OnnxType.Float16, halves, [.. halves.Select(h => (float)h)]);
    }

    private static void Check<T>(OnnxType type, T[] from, float[] expected)
        where T : unmanaged
    {
        Assert.True(FloatConversion.Knows(type));
        var to = new float[expected.Length];
        FloatConversion.Convert(type, MemoryMarshal.AsBytes<T>(from), to);
        Assert.Equal(expected, to);
    }
}
