using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary>The input that takes a picture: four dimensions, one of them the three colours.</summary>
/// <param name="Width">Null where the file leaves it open.</param>
internal sealed record PictureInput(GraphValue Value, TensorLayout Layout, int? Width, int? Height)
{
    private const int Colours = 3;

    public string Name => Value.Name;

    public static PictureInput? Find(GraphFile graph)
    {
        foreach (var input in graph.Inputs.Where(i => i.Rank == 4))
        {
            var channelsLast = input.Size(3) == Colours && input.Size(1) != Colours;
            if (!channelsLast && input.Size(1) is not (null or Colours))
                continue;
            var (height, width) = channelsLast ? (input.Size(1), input.Size(2)) : (input.Size(2), input.Size(3));
            return new PictureInput(input, channelsLast ? TensorLayout.Nhwc : TensorLayout.Nchw, (int?)width, (int?)height);
        }
        return null;
    }

    /// <summary>Null for types that no picture is fed as.</summary>
    public TensorType? Type => Value.Type switch
    {
        OnnxType.Float32 => TensorType.Float32,
        OnnxType.Float16 => TensorType.Float16,
        OnnxType.Uint8 => TensorType.Uint8,
        OnnxType.Int8 => TensorType.Int8,
        _ => null,
    };

    /// <summary>Cells of a grid at each stride, summed: as many rows as an anchor-free detector has.</summary>
    public long? Cells(params ReadOnlySpan<int> strides)
    {
        if (Width is not { } width || Height is not { } height)
            return null;
        long cells = 0;
        foreach (var stride in strides)
            cells += (long)((width + stride - 1) / stride) * ((height + stride - 1) / stride);
        return cells;
    }
}
