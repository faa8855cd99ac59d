using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors.Kernels;

namespace EdgeEngines.Tensors;

/// <summary>
/// Everything about the way into the tensor that depends on the frame's size and format, and the rows it needs on the way:
/// <code>
/// two rows of Y ─ blend ─ gather ──────────────── luma ──┐
/// two rows of U ─ blend ─ gather ─┬─ a channel's         ├─ value of each channel ─ writer ─ tensor
/// two rows of V ─ blend ─ gather ─┘  share (× 2) ────────┘
/// </code>
/// Chroma is sampled once for each 2×2 pixels of the engine's input, at their common corner.
/// </summary>
internal sealed unsafe class PicturePlan
{
    private const int Channels = 3;
    private readonly RowKernels _kernels;
    private readonly PixelFormat _pixels;
    private readonly int[] _colourOf; // R, G, B as 0, 1, 2
    private readonly ChannelGains[] _gains = new ChannelGains[Channels];
    private readonly (int Left, int Top, int Width, int Height) _covered;
    private readonly PlaneSampler _first;
    private readonly PlaneSampler? _chromaU;
    private readonly PlaneSampler? _chromaV;
    private readonly AlignedBuffer<short> _samples;
    private readonly AlignedBuffer<short> _u;
    private readonly AlignedBuffer<short> _v;
    private readonly AlignedBuffer<float>[] _shares = new AlignedBuffer<float>[Channels];

    public PicturePlan(InputDescription input, in FrameFormat format, (int Width, int Height) source, RowKernels kernels)
    {
        (Format, Source, _pixels, _kernels) = (format, source, format.Pixels, kernels);
        var geometry = ResizeGeometry.For(input, source);
        Placement = geometry.PlacementOf(source);
        _covered = geometry.CoveredPart(input);
        var (width, height) = (_covered.Width, _covered.Height);

        var stepX = (double)format.Width / geometry.Width;
        var stepY = (double)format.Height / geometry.Height;
        var left = (_covered.Left - geometry.Left) * stepX; // the covered part's left edge in the frame
        var top = (_covered.Top - geometry.Top) * stepY;
        // The middle of the first sample is 0, so its left edge is -0.5.
        var across = SampleAxis.Create(width, left + (stepX / 2) - 0.5, stepX, format.Width);
        var down = SampleAxis.Create(height, top + (stepY / 2) - 0.5, stepY, format.Height);
        _first = new PlaneSampler(kernels, 0, format.Width, _pixels == PixelFormat.Rgb24 ? Channels : 1, across, down);
        if (_pixels != PixelFormat.Rgb24)
        {
            // A chroma sample lies in the middle of 2×2 luma samples.
            var chromaAcross = SampleAxis.Create((width + 1) / 2, ((left + stepX) / 2) - 0.5, stepX, format.Chroma.Width);
            var chromaDown = SampleAxis.Create((height + 1) / 2, ((top + stepY) / 2) - 0.5, stepY, format.Chroma.Height);
            var planeBytes = format.Width * format.Height;
            var interleaved = _pixels == PixelFormat.Nv12 ? 2 : 1;
            _chromaU = new PlaneSampler(kernels, planeBytes, format.Chroma.Width, interleaved, chromaAcross, chromaDown);
            if (_pixels == PixelFormat.I420)
            {
                planeBytes += format.Chroma.Width * format.Chroma.Height;
                _chromaV = new PlaneSampler(kernels, planeBytes, format.Chroma.Width, 1, chromaAcross, chromaDown);
            }
        }

        _samples = new AlignedBuffer<short>(width);
        _u = new AlignedBuffer<short>((width + 1) / 2);
        _v = new AlignedBuffer<short>((width + 1) / 2);
        for (var channel = 0; channel < Channels; channel++)
        {
            _gains[channel] = ChannelGains.For(input, format, channel);
            _shares[channel] = new AlignedBuffer<float>(width + 1);
            new Span<float>(_shares[channel].Pointer, width).Fill(_gains[channel].Constant); // and stays so for RGB
        }
        _colourOf = input.Colour == ChannelOrder.Rgb ? [0, 1, 2] : [2, 1, 0];
    }

    public FrameFormat Format { get; }

    public (int Width, int Height) Source { get; }

    public Placement Placement { get; }

    public void Fill(byte* frame, byte* tensor, TensorWriter writer)
    {
        writer.FillBorder(tensor, _covered);
        for (var row = 0; row < _covered.Height; row++)
        {
            if (_pixels == PixelFormat.Rgb24)
                FillRgbRow(frame, tensor, writer, row);
            else
                FillYuvRow(frame, tensor, writer, row);
            writer.Write(tensor, _covered.Top + row, _covered.Left, _covered.Width);
        }
    }

    private void FillYuvRow(byte* frame, byte* tensor, TensorWriter writer, int row)
    {
        if (row % 2 == 0)
            SampleChroma(frame, row / 2);
        _first.Blend(frame, row);
        _first.Gather(0, _samples.Pointer);
        for (var channel = 0; channel < Channels; channel++)
            Compute(tensor, writer, channel, row);
    }

    private void FillRgbRow(byte* frame, byte* tensor, TensorWriter writer, int row)
    {
        _first.Blend(frame, row);
        for (var channel = 0; channel < Channels; channel++)
        {
            _first.Gather(_colourOf[channel], _samples.Pointer);
            Compute(tensor, writer, channel, row);
        }
    }

    private void SampleChroma(byte* frame, int row)
    {
        _chromaU!.Blend(frame, row);
        _chromaU.Gather(0, _u.Pointer);
        _chromaV?.Blend(frame, row);
        (_chromaV ?? _chromaU).Gather(_chromaV is null ? 1 : 0, _v.Pointer);
        for (var channel = 0; channel < Channels; channel++)
            _kernels.Chroma(_u.Pointer, _v.Pointer, _gains[channel], _shares[channel].Pointer, (_covered.Width + 1) / 2);
    }

    private void Compute(byte* tensor, TensorWriter writer, int channel, int row)
    {
        var values = writer.ValuesOf(tensor, channel, _covered.Top + row, _covered.Left);
        _kernels.Values(_samples.Pointer, _shares[channel].Pointer, _gains[channel], values, _covered.Width);
    }
}
