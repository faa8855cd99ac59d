using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors.Kernels;

namespace EdgeEngines.Tensors;

/// <summary>
/// A frame's way into an engine's input in one pass, a row at a time: resize, colour conversion, normalisation, layout and type;
/// no picture in between. Bilinear with pixel middles at ½, as <c>cv2.resize</c>; nothing is averaged when a picture shrinks.
/// Keeps what it worked out for the last few sizes and formats, as many as cameras share an engine, and allocates nothing while they
/// stay. One thread at a time.
/// </summary>
public sealed unsafe class FrameToTensor
{
    /// <summary>A plan takes some ten kB and as many µs to make.</summary>
    private const int MostPlans = 16;

    private readonly InputDescription _input;
    private readonly TensorWriter _writer;
    private readonly RowKernels _kernels;
    private readonly List<PicturePlan> _plans = new(MostPlans);

    /// <summary>By pixel format; aimed anew for each region.</summary>
    private readonly PicturePlan?[] _regionPlans = new PicturePlan?[Enum.GetValues<PixelFormat>().Length];

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
        CheckRow(tensorRow);
        var plan = PlanFor(frame.Format, frame.SourceSize);
        fixed (byte* tensor = tensorRow)
            plan.Fill(frame.Pointer, tensor, _writer);
        return plan.Placement;
    }

    /// <summary>The same for a part of the picture, as if it had been cut out first. Works out each region anew (some ten µs for an
    /// input of 96×96), but allocates nothing once it has seen the largest.</summary>
    /// <returns>Where the whole picture of the camera would lie; what of it is outside the input was cut off.</returns>
    public Placement Fill(Frame frame, in PixelRegion region, Span<byte> tensorRow)
    {
        CheckRow(tensorRow);
        var format = frame.Format;
        if (region.Left < 0 || region.Top < 0 || region.Width < 1 || region.Height < 1 || region.Right > format.Width || region.Bottom > format.Height)
            throw new ArgumentOutOfRangeException(nameof(region), region, $"the frame is {format}");
        var plan = _regionPlans[(int)format.Pixels] ??= new PicturePlan(_input, format.Pixels, _kernels);
        plan.Aim(format, frame.SourceSize, region, (region.Width, region.Height));
        fixed (byte* tensor = tensorRow)
            plan.Fill(frame.Pointer, tensor, _writer);
        return plan.Placement;
    }

    private void CheckRow(Span<byte> tensorRow)
    {
        if (tensorRow.Length != RowBytes)
            throw new ArgumentException($"input '{_input.Name}': a row has {RowBytes} bytes, got {tensorRow.Length}", nameof(tensorRow));
    }

    private PicturePlan PlanFor(in FrameFormat format, (int Width, int Height) source)
    {
        foreach (var known in _plans)
        {
            if (known.Format == format && known.Source == source)
                return known;
        }
        if (_plans.Count == MostPlans)
            _plans.RemoveAt(0);
        var plan = new PicturePlan(_input, format.Pixels, _kernels);
        plan.Aim(format, source, PixelRegion.Whole(format), source);
        _plans.Add(plan);
        return plan;
    }
}
