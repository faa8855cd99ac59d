using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeEngines.Tensors.Kernels;

/// <summary>16 bytes at a time: what ARM64 runs, and x64 without AVX2.</summary>
internal sealed unsafe class Vector128Kernels : RowKernels
{
    public override GatherPlan NewGather(int capacity) => new(capacity, 8, 16);

    public override void Blend(byte* upper, byte* lower, int weight, byte* blended, int count)
    {
        if (AdvSimd.IsSupported)
        {
            BlendOnArm(upper, lower, weight, blended, count);
            return;
        }
        var lowerWeight = Vector128.Create((ushort)weight);
        var upperWeight = Vector128.Create((ushort)(256 - weight));
        var half = Vector128.Create((ushort)128);
        for (var i = 0; i < count; i += Vector128<byte>.Count)
        {
            var (upperLeft, upperRight) = Vector128.Widen(Vector128.Load(upper + i));
            var (lowerLeft, lowerRight) = Vector128.Widen(Vector128.Load(lower + i));
            var left = ((upperLeft * upperWeight) + (lowerLeft * lowerWeight) + half) >>> 8;
            var right = ((upperRight * upperWeight) + (lowerRight * lowerWeight) + half) >>> 8;
            Vector128.Narrow(left, right).StoreAligned(blended + i);
        }
    }

    public override void Gather(byte* blended, GatherPlan plan, short* samples)
    {
        var offset = plan.Offsets.Pointer;
        var picks = plan.Picks.Pointer;
        var weights = plan.Weights.Pointer;
        var low = Vector128.Create((ushort)0xFF);
        var sign = Vector128.Create((ushort)0x8000);
        for (var i = 0; i < plan.Count; i += 8)
        {
            var pairs = Vector128<byte>.Zero;
            for (var window = 0; window < plan.Windows; window++, offset++, picks += 16)
                pairs |= ByteShuffle.Pick(Vector128.Load(blended + *offset), Vector128.LoadAligned(picks));
            var pair = pairs.AsUInt16();
            var weight = Vector128.LoadAligned(weights + (2 * i)).AsUInt16();
            var mixed = ((pair & low) * (weight & low)) + ((pair >>> 8) * (weight >>> 8));
            (mixed ^ sign).AsInt16().StoreAligned(samples + i);
        }
    }

    public override void Chroma(short* u, short* v, in ChannelGains gains, float* shares, int count)
    {
        var uGain = Vector128.Create(gains.U);
        var vGain = Vector128.Create(gains.V);
        var constant = Vector128.Create(gains.Constant);
        for (var i = 0; i < count; i += 4)
        {
            var share = Vector128.MultiplyAddEstimate(ToFloat(u + i), uGain, Vector128.MultiplyAddEstimate(ToFloat(v + i), vGain, constant));
            Vector128.Shuffle(share, Vector128.Create(0, 0, 1, 1)).StoreAligned(shares + (2 * i));
            Vector128.Shuffle(share, Vector128.Create(2, 2, 3, 3)).StoreAligned(shares + (2 * i) + 4);
        }
    }

    public override void Values(short* first, float* shares, in ChannelGains gains, float* values, int count)
    {
        if (count < 4)
        {
            ValuesOneByOne(first, shares, gains, values, 0, count);
            return;
        }
        var gain = Vector128.Create(gains.First);
        var least = Vector128.Create(gains.Low);
        var most = Vector128.Create(gains.High);
        for (var i = 0; ; i += 4)
        {
            i = Math.Min(i, count - 4); // the last vector overlaps the one before
            var value = Vector128.MultiplyAddEstimate(ToFloat(first + i), gain, Vector128.Load(shares + i));
            Vector128.MinNative(Vector128.MaxNative(value, least), most).Store(values + i);
            if (i == count - 4)
                break;
        }
    }

    private static void BlendOnArm(byte* upper, byte* lower, int weight, byte* blended, int count)
    {
        var lowerWeight = Vector128.Create((byte)weight);
        var upperWeight = Vector128.Create((byte)(256 - weight));
        for (var i = 0; i < count; i += Vector128<byte>.Count)
        {
            var above = Vector128.Load(upper + i);
            var below = Vector128.Load(lower + i);
            var left = AdvSimd.MultiplyWideningLower(above.GetLower(), upperWeight.GetLower());
            left = AdvSimd.MultiplyWideningLowerAndAdd(left, below.GetLower(), lowerWeight.GetLower());
            var right = AdvSimd.MultiplyWideningUpper(above, upperWeight);
            right = AdvSimd.MultiplyWideningUpperAndAdd(right, below, lowerWeight);
            var narrow = AdvSimd.ShiftRightLogicalRoundedNarrowingLower(left, 8);
            AdvSimd.ShiftRightLogicalRoundedNarrowingUpper(narrow, right, 8).StoreAligned(blended + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToFloat(short* samples) =>
        Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)samples).AsInt16()));
}
