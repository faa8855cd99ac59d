namespace EdgeEngines.Tensors.Kernels;

/// <summary>One at a time, for processors without vectors, and to hold the others against.</summary>
internal sealed unsafe class ScalarKernels : RowKernels
{
    public override GatherPlan NewGather(int capacity) => new(capacity, 1, 1);

    public override void Blend(byte* upper, byte* lower, int weight, byte* blended, int count)
    {
        for (var i = 0; i < count; i++)
            blended[i] = (byte)(((upper[i] * (256 - weight)) + (lower[i] * weight) + 128) >> 8);
    }

    public override void Gather(byte* blended, GatherPlan plan, short* samples)
    {
        var bytes = plan.Bytes.Pointer;
        var weights = plan.Weights.Pointer;
        for (var i = 0; i < plan.Count; i++)
        {
            var mixed = (blended[bytes[2 * i]] * weights[2 * i]) + (blended[bytes[(2 * i) + 1]] * weights[(2 * i) + 1]);
            samples[i] = (short)(mixed - 0x8000);
        }
    }

    public override void Chroma(short* u, short* v, in ChannelGains gains, float* shares, int count)
    {
        for (var i = 0; i < count; i++)
            shares[2 * i] = shares[(2 * i) + 1] = (u[i] * gains.U) + ((v[i] * gains.V) + gains.Constant);
    }

    public override void Values(short* first, float* shares, in ChannelGains gains, float* values, int count) =>
        ValuesOneByOne(first, shares, gains, values, 0, count);
}
