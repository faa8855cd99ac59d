using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeEngines.Tensors.Kernels;

/// <summary>64 bytes at a time, and shuffles that choose from 128 bytes. Signed bytes as in <see cref="Avx2Kernels"/>.</summary>
internal sealed unsafe class Avx512Kernels : RowKernels
{
    private const int Outputs = 32;
    private const int WindowBytes = 128;

    /// <summary>The second test leaves out processors that clock down for wide vectors.</summary>
    public static bool IsSupported => Avx512Vbmi.IsSupported && Avx512BW.IsSupported && Vector512.IsHardwareAccelerated;

    public override GatherPlan NewGather(int capacity) => new(capacity, Outputs, WindowBytes);

    public override void Blend(byte* upper, byte* lower, int weight, byte* blended, int count)
    {
        var weights = Vector512.Create((ushort)((256 - weight) | (weight << 8))).AsByte();
        var sign = Vector512.Create((byte)0x80);
        var half = Vector512.Create((short)128);
        for (var i = 0; i < count; i += Vector512<byte>.Count)
        {
            var above = Vector512.Load(upper + i) ^ sign;
            var below = Vector512.Load(lower + i) ^ sign;
            var left = Avx512BW.MultiplyAddAdjacent(weights, Avx512BW.UnpackLow(above, below).AsSByte());
            var right = Avx512BW.MultiplyAddAdjacent(weights, Avx512BW.UnpackHigh(above, below).AsSByte());
            Avx512BW.PackSignedSaturate((left + half) >> 8, (right + half) >> 8).AsByte().StoreAligned(blended + i);
        }
    }

    public override void Gather(byte* blended, GatherPlan plan, short* samples)
    {
        var offset = plan.Offsets.Pointer;
        var picks = plan.Picks.Pointer;
        var weights = plan.Weights.Pointer;
        if (plan.Windows == 1)
        {
            for (var i = 0; i < plan.Count; i += Outputs, offset++, picks += 64)
            {
                var window = blended + *offset;
                var pairs = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(window), Vector512.LoadAligned(picks), Vector512.Load(window + 64));
                Avx512BW.MultiplyAddAdjacent(Vector512.LoadAligned(weights + (2 * i)), pairs.AsSByte()).StoreAligned(samples + i);
            }
            return;
        }
        var nothing = Vector512.Create(GatherPlan.Nothing);
        for (var i = 0; i < plan.Count; i += Outputs)
        {
            var pairs = Vector512<byte>.Zero;
            for (var slot = 0; slot < plan.Windows; slot++, offset++, picks += 64)
            {
                var window = blended + *offset;
                var pick = Vector512.LoadAligned(picks);
                var found = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(window), pick, Vector512.Load(window + 64));
                // This shuffle ignores the top bit, which marks what lies in another window.
                pairs |= Vector512.ConditionalSelect(Vector512.LessThan(pick, nothing), found, Vector512<byte>.Zero);
            }
            Avx512BW.MultiplyAddAdjacent(Vector512.LoadAligned(weights + (2 * i)), pairs.AsSByte()).StoreAligned(samples + i);
        }
    }

    public override void Chroma(short* u, short* v, in ChannelGains gains, float* shares, int count)
    {
        var uGain = Vector512.Create(gains.U);
        var vGain = Vector512.Create(gains.V);
        var constant = Vector512.Create(gains.Constant);
        var left = Vector512.Create(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
        var right = left + Vector512.Create(8);
        for (var i = 0; i < count; i += 16)
        {
            var share = Avx512F.FusedMultiplyAdd(ToFloat(u + i), uGain, Avx512F.FusedMultiplyAdd(ToFloat(v + i), vGain, constant));
            Avx512F.PermuteVar16x32(share, left).StoreAligned(shares + (2 * i));
            Avx512F.PermuteVar16x32(share, right).StoreAligned(shares + (2 * i) + 16);
        }
    }

    public override void Values(short* first, float* shares, in ChannelGains gains, float* values, int count)
    {
        if (count < 16)
        {
            ValuesOneByOne(first, shares, gains, values, 0, count);
            return;
        }
        var gain = Vector512.Create(gains.First);
        var least = Vector512.Create(gains.Low);
        var most = Vector512.Create(gains.High);
        for (var i = 0; ; i += 16)
        {
            i = Math.Min(i, count - 16); // the last vector overlaps the one before
            var value = Avx512F.FusedMultiplyAdd(ToFloat(first + i), gain, Vector512.Load(shares + i));
            Avx512F.Min(Avx512F.Max(value, least), most).Store(values + i);
            if (i == count - 16)
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ToFloat(short* samples) =>
        Avx512F.ConvertToVector512Single(Avx512F.ConvertToVector512Int32(Vector256.Load(samples)));
}
