using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors.Kernels;

namespace EdgeEngines.Tensors;

/// <summary>
/// A frame's way into an engine's input in one pass, a row at a time: resize, colour conversion, normalisation, layout and type;
/// no picture in between. Bilinear with pixel middles at ½, as <c>cv2.resize</c>; nothing is averaged when a picture shrinks.
/// Keeps what it worked out for the last size and format, and allocates nothing while they stay. One thread at a time.
/// </summary>
public sealed unsafe class FrameToTensor
{
    private readonly InputDescription _input;
    private readonly TensorWriter _writer;
    private readonly RowKernels _kernels;
    private PicturePlan? _plan;

    /// <exception cref="ModelException">A description that no tensor can be made from.</exception>
    public FrameToTensor(InputDescription input)
        : this(input, RowKernels.Best)
    {
    }

    internal FrameToTensor(InputDescription input, RowKernels kernels)
    {
        InputCheck.ThrowIfUnusable(input);
        (_input, _kernels, _writer) = (input, kernels, new TensorWriter(input));
    }

    /// <summary>Bytes of one picture in the tensor.</summary>
    public int RowBytes => _writer.Bytes;

    /// <summary>Size below which a frame of that source would lose detail that the input can show: what a JPEG need not be decoded
    /// larger than.</summary>
    public static (int Width, int Height) SmallestFrame(InputDescription input, (int Width, int Height) source)
    {
        var geometry = ResizeGeometry.For(input, source);
        return (Math.Min(geometry.Width, source.Width), Math.Min(geometry.Height, source.Height));
    }

    /// <summary>Fills one row of the input (all of it where there is no batch), its border included.</summary>
    /// <returns>Where the camera's picture lies in it.</returns>
    public Placement Fill(Frame frame, Span<byte> tensorRow)
    {
        if (tensorRow.Length != RowBytes)
            throw new ArgumentException($"input '{_input.Name}': a row has {RowBytes} bytes, got {tensorRow.Length}", nameof(tensorRow));
        if (_plan is null || _plan.Format != frame.Format || _plan.Source != frame.SourceSize)
            _plan = new PicturePlan(_input, frame.Format, frame.SourceSize, _kernels);
        fixed (byte* tensor = tensorRow)
            _plan.Fill(frame.Pointer, tensor, _writer);
        return _plan.Placement;
    }
}
