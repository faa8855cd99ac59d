using System.Runtime.Intrinsics;
using EdgeEngines.Tensors.Kernels;

namespace EdgeEngines.Tensors;

/// <summary>Three rows of elements to one row of element triples: three vectors in, three out, by byte shuffles.</summary>
internal sealed unsafe class ChannelInterleaver
{
    private const int Channels = 3;
    private const int VectorBytes = 16;
    private readonly int _elementBytes;

    // For output vector o and channel c, the bytes to pick: at o * 3 + c.
    private readonly AlignedBuffer<byte> _picks = new(Channels * Channels * VectorBytes);

    public ChannelInterleaver(int elementBytes)
    {
        _elementBytes = elementBytes;
        new Span<byte>(_picks.Pointer, _picks.Length).Fill(GatherPlan.Nothing);
        for (var at = 0; at < Channels * VectorBytes; at++)
        {
            var (element, part) = (at / elementBytes, at % elementBytes);
            var (pixel, channel) = (element / Channels, element % Channels);
            var slot = ((at / VectorBytes) * Channels) + channel;
            _picks.Pointer[(slot * VectorBytes) + (at % VectorBytes)] = (byte)((pixel * elementBytes) + part);
        }
    }

    public void Interleave(byte* first, byte* second, byte* third, byte* triples, int count)
    {
        var bytes = count * _elementBytes;
        var i = 0;
        for (; i <= bytes - VectorBytes; i += VectorBytes, triples += Channels * VectorBytes)
        {
            var one = Vector128.Load(first + i);
            var two = Vector128.Load(second + i);
            var three = Vector128.Load(third + i);
            for (var output = 0; output < Channels; output++)
            {
                var picks = _picks.Pointer + (output * Channels * VectorBytes);
                var merged = ByteShuffle.Pick(one, Vector128.LoadAligned(picks))
                    | ByteShuffle.Pick(two, Vector128.LoadAligned(picks + VectorBytes))
                    | ByteShuffle.Pick(three, Vector128.LoadAligned(picks + (2 * VectorBytes)));
                merged.Store(triples + (output * VectorBytes));
            }
        }
        for (; i < bytes; i += _elementBytes, triples += Channels * _elementBytes)
        {
            for (var part = 0; part < _elementBytes; part++)
            {
                triples[part] = first[i + part];
                triples[_elementBytes + part] = second[i + part];
                triples[(2 * _elementBytes) + part] = third[i + part];
            }
        }
    }
}
