using EdgeEngines.Tensors.Kernels;

namespace EdgeEngines.Tensors;

/// <summary>
/// Resizes one plane of the frame a row at a time: two rows of bytes are blended into one, which stays in the cache, and the
/// samples of each channel are picked out of that. A plane holds one channel (Y, U, V), two (NV12's chroma) or three (RGB).
/// </summary>
internal sealed unsafe class PlaneSampler
{
    private readonly RowKernels _kernels;
    private readonly SampleAxis _across;
    private readonly SampleAxis _down;
    private readonly GatherPlan[] _channels;
    private AlignedBuffer<byte> _blended = new(0);
    private int _firstByte;
    private int _rowBytes;
    private int _usedBytes;

    /// <param name="kernels">The vector code.</param>
    /// <param name="channels">Channels that take turns in a row.</param>
    /// <param name="across">Columns to sample; aimed before this is.</param>
    /// <param name="down">Rows to sample; the same.</param>
    /// <param name="capacity">Most columns.</param>
    public PlaneSampler(RowKernels kernels, int channels, SampleAxis across, SampleAxis down, int capacity)
    {
        (_kernels, _across, _down) = (kernels, across, down);
        _channels = new GatherPlan[channels];
        for (var channel = 0; channel < channels; channel++)
            _channels[channel] = kernels.NewGather(capacity);
    }

    /// <param name="planeOffset">Bytes from the start of the frame to the plane.</param>
    /// <param name="width">Samples a row, of one channel.</param>
    public void Aim(int planeOffset, int width)
    {
        var channels = _channels.Length;
        _rowBytes = width * channels;
        // A crop leaves columns out: those are not blended.
        var firstUsed = _across.First[0] * channels;
        _usedBytes = ((_across.Second[_across.Count - 1] + 1) * channels) - firstUsed;
        _firstByte = planeOffset + firstUsed;
        _blended = _blended.Holding(_usedBytes);
        for (var channel = 0; channel < channels; channel++)
            _channels[channel].Aim(_across, channels, channel - firstUsed);
    }

    public void Blend(byte* frame, int row)
    {
        var upper = frame + _firstByte + ((long)_down.First[row] * _rowBytes);
        var lower = frame + _firstByte + ((long)_down.Second[row] * _rowBytes);
        _kernels.Blend(upper, lower, _down.SecondWeight[row], _blended.Pointer, _usedBytes);
    }

    /// <summary>Samples of one channel of the row blended last, as <c>(sample − 128) × 256</c>.</summary>
    public void Gather(int channel, short* samples) => _kernels.Gather(_blended.Pointer, _channels[channel], samples);
}
