using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeEngines.Tensors.Kernels;

/// <summary>32 bytes at a time. Bytes are kept as <c>sample − 128</c>, because the multiply-add of pairs takes unsigned weights and
/// signed samples: 8-bit weights that sum up to 256 then fit 16 bits.</summary>
internal sealed unsafe class Avx2Kernels : RowKernels
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public override GatherPlan NewGather(int capacity) => new(capacity, 8, 16);

    public override void Blend(byte* upper, byte* lower, int weight, byte* blended, int count)
    {
        var weights = Vector256.Create((ushort)((256 - weight) | (weight << 8))).AsByte();
        var sign = Vector256.Create((byte)0x80);
        var half = Vector256.Create((short)128);
        for (var i = 0; i < count; i += Vector256<byte>.Count)
        {
            var above = Vector256.Load(upper + i) ^ sign;
            var below = Vector256.Load(lower + i) ^ sign;
            // Unpack and pack both work within 128-bit lanes, so the order comes out right.
            var left = Avx2.MultiplyAddAdjacent(weights, Avx2.UnpackLow(above, below).AsSByte());
            var right = Avx2.MultiplyAddAdjacent(weights, Avx2.UnpackHigh(above, below).AsSByte());
            Avx2.PackSignedSaturate((left + half) >> 8, (right + half) >> 8).AsByte().StoreAligned(blended + i);
        }
    }

    public override void Gather(byte* blended, GatherPlan plan, short* samples)
    {
        var offset = plan.Offsets.Pointer;
        var picks = plan.Picks.Pointer;
        var weights = plan.Weights.Pointer;
        for (var i = 0; i < plan.Count; i += 8)
        {
            var pairs = Vector128<byte>.Zero;
            for (var window = 0; window < plan.Windows; window++, offset++, picks += 16)
                pairs |= Ssse3.Shuffle(Vector128.Load(blended + *offset), Vector128.LoadAligned(picks));
            Ssse3.MultiplyAddAdjacent(Vector128.LoadAligned(weights + (2 * i)), pairs.AsSByte()).StoreAligned(samples + i);
        }
    }

    public override void Chroma(short* u, short* v, in ChannelGains gains, float* shares, int count)
    {
        var uGain = Vector256.Create(gains.U);
        var vGain = Vector256.Create(gains.V);
        var constant = Vector256.Create(gains.Constant);
        var left = Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3);
        var right = Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7);
        for (var i = 0; i < count; i += 8)
        {
            var share = Fma.MultiplyAdd(ToFloat(u + i), uGain, Fma.MultiplyAdd(ToFloat(v + i), vGain, constant));
            Avx2.PermuteVar8x32(share, left).StoreAligned(shares + (2 * i));
            Avx2.PermuteVar8x32(share, right).StoreAligned(shares + (2 * i) + 8);
        }
    }

    public override void Values(short* first, float* shares, in ChannelGains gains, float* values, int count)
    {
        if (count < 8)
        {
            ValuesOneByOne(first, shares, gains, values, 0, count);
            return;
        }
        var gain = Vector256.Create(gains.First);
        var least = Vector256.Create(gains.Low);
        var most = Vector256.Create(gains.High);
        for (var i = 0; ; i += 8)
        {
            i = Math.Min(i, count - 8); // the last vector overlaps the one before
            var value = Fma.MultiplyAdd(ToFloat(first + i), gain, Vector256.Load(shares + i));
            Avx.Min(Avx.Max(value, least), most).Store(values + i);
            if (i == count - 8)
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToFloat(short* samples) =>
        Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(samples));
}
