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
/// Chroma is sampled once for each 2×2 pixels of the engine's input, at their common corner. Made for a pixel format and aimed at a
/// size and region, again and again where regions differ from call to call.
/// </summary>
internal sealed unsafe class PicturePlan
{
    private const int Channels = 3;
    private readonly InputDescription _input;
    private readonly RowKernels _kernels;
    private readonly PixelFormat _pixels;
    private readonly int[] _colourOf; // R, G, B as 0, 1, 2
    private readonly ChannelGains[] _gains = new ChannelGains[Channels];
    private readonly SampleAxis _across;
    private readonly SampleAxis _down;
    private readonly SampleAxis _chromaAcross;
    private readonly SampleAxis _chromaDown;
    private readonly PlaneSampler _first;
    private readonly PlaneSampler? _chromaU;
    private readonly PlaneSampler? _chromaV;
    private readonly AlignedBuffer<short> _samples;
    private readonly AlignedBuffer<short> _u;
    private readonly AlignedBuffer<short> _v;
    private readonly AlignedBuffer<float>[] _shares = new AlignedBuffer<float>[Channels];
    private (int Left, int Top, int Width, int Height) _covered;

    public PicturePlan(InputDescription input, PixelFormat pixels, RowKernels kernels)
    {
        (_input, _pixels, _kernels) = (input, pixels, kernels);
        var (width, height) = (input.Width, input.Height);
        var halfWidth = (width + 1) / 2;
        (_across, _down) = (new SampleAxis(width), new SampleAxis(height));
        (_chromaAcross, _chromaDown) = (new SampleAxis(halfWidth), new SampleAxis((height + 1) / 2));
        _first = new PlaneSampler(kernels, _pixels == PixelFormat.Rgb24 ? Channels : 1, _across, _down, width);
        if (_pixels != PixelFormat.Rgb24)
            _chromaU = new PlaneSampler(kernels, _pixels == PixelFormat.Nv12 ? 2 : 1, _chromaAcross, _chromaDown, halfWidth);
        if (_pixels == PixelFormat.I420)
            _chromaV = new PlaneSampler(kernels, 1, _chromaAcross, _chromaDown, halfWidth);
        _samples = new AlignedBuffer<short>(width);
        _u = new AlignedBuffer<short>(halfWidth);
        _v = new AlignedBuffer<short>(halfWidth);
        for (var channel = 0; channel < Channels; channel++)
            _shares[channel] = new AlignedBuffer<float>(width + 1);
        _colourOf = input.Colour == ChannelOrder.Rgb ? [0, 1, 2] : [2, 1, 0];
    }

    public FrameFormat Format { get; private set; }

    public (int Width, int Height) Source { get; private set; }

    public Placement Placement { get; private set; }

    /// <param name="format">Of the same pixel format as before.</param>
    /// <param name="source">Size of the whole picture as the camera sent it.</param>
    /// <param name="region">What of the decoded picture goes into the tensor.</param>
    /// <param name="shape">Its size for the geometry: the camera's where it is the whole picture, however it was decoded.</param>
    public void Aim(in FrameFormat format, (int Width, int Height) source, in PixelRegion region, (int Width, int Height) shape)
    {
        (Format, Source) = (format, source);
        var geometry = ResizeGeometry.For(_input, shape);
        Placement = geometry.PlacementOf(format, source, region);
        _covered = geometry.CoveredPart(_input);
        var (width, height) = (_covered.Width, _covered.Height);

        var stepX = (double)region.Width / geometry.Width;
        var stepY = (double)region.Height / geometry.Height;
        var left = region.Left + ((_covered.Left - geometry.Left) * stepX); // the covered part's left edge in the frame
        var top = region.Top + ((_covered.Top - geometry.Top) * stepY);
        // The middle of the first sample is 0, so its left edge is -0.5.
        _across.Aim(width, left + (stepX / 2) - 0.5, stepX, region.Left, region.Right - 1);
        _down.Aim(height, top + (stepY / 2) - 0.5, stepY, region.Top, region.Bottom - 1);
        _first.Aim(0, format.Width);
        if (_chromaU is not null)
        {
            // A chroma sample lies in the middle of 2×2 luma samples.
            _chromaAcross.Aim((width + 1) / 2, ((left + stepX) / 2) - 0.5, stepX, region.Left / 2, (region.Right - 1) / 2);
            _chromaDown.Aim((height + 1) / 2, ((top + stepY) / 2) - 0.5, stepY, region.Top / 2, (region.Bottom - 1) / 2);
            var planeBytes = format.Width * format.Height;
            _chromaU.Aim(planeBytes, format.Chroma.Width);
            _chromaV?.Aim(planeBytes + (format.Chroma.Width * format.Chroma.Height), format.Chroma.Width);
        }
        for (var channel = 0; channel < Channels; channel++)
        {
            _gains[channel] = ChannelGains.For(_input, format, channel);
            new Span<float>(_shares[channel].Pointer, width).Fill(_gains[channel].Constant); // and stays so for RGB
        }
    }

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
