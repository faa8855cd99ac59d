using System.Runtime.Intrinsics;

namespace EdgeEngines.Tensors.Kernels;

/// <summary>
/// The inner loops of the frame's way into a tensor, each over one row. All kinds give the same samples to the bit; values
/// differ by no more than float rounding. Rows may be read <see cref="Frames.Frame.Slack"/> bytes over their end, and buffers
/// (not tensors) written over theirs.
/// </summary>
internal abstract unsafe class RowKernels
{
    /// <summary>The fastest kind that this processor runs.</summary>
    public static RowKernels Best { get; } =
        Avx512Kernels.IsSupported ? new Avx512Kernels()
        : Avx2Kernels.IsSupported ? new Avx2Kernels()
        : Vector128.IsHardwareAccelerated ? new Vector128Kernels()
        : new ScalarKernels();

    /// <summary>A gather plan in the group and window size of this kind, to be aimed.</summary>
    public abstract GatherPlan NewGather(int capacity);

    /// <summary><c>(upper × (256 − weight) + lower × weight + 128) ÷ 256</c> for each byte; weight 1..255. What the kind stores is
    /// for its own <see cref="Gather"/> only (it may carry another sign).</summary>
    public abstract void Blend(byte* upper, byte* lower, int weight, byte* blended, int count);

    /// <summary>Samples as <c>(sample − 128) × 256</c>, which is exact.</summary>
    public abstract void Gather(byte* blended, GatherPlan plan, short* samples);

    /// <summary>The chroma's share of a channel, twice each, because two pixels have one chroma sample.</summary>
    public abstract void Chroma(short* u, short* v, in ChannelGains gains, float* shares, int count);

    /// <summary><c>first × First + share</c>, clamped. Writes exactly <paramref name="count"/> values.</summary>
    public abstract void Values(short* first, float* shares, in ChannelGains gains, float* values, int count);

    protected static void ValuesOneByOne(short* first, float* shares, in ChannelGains gains, float* values, int from, int count)
    {
        for (var i = from; i < count; i++)
            values[i] = Math.Min(Math.Max((first[i] * gains.First) + shares[i], gains.Low), gains.High);
    }
}
