using System.Numerics;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Reading;

/// <summary>
/// A turned part of a frame straight into an engine's input: each value is sampled from the frame's planes where the part's own
/// grid puts it. The part is taken for a parallelogram, which is what a rectangle in the detector's picture becomes in the camera's.
/// Keeps nothing of a frame; allocates nothing. One thread at a time.
/// </summary>
internal sealed unsafe class QuadToTensor
{
    private const int Channels = 3;
    private readonly InputDescription _input;
    private readonly TensorWriter _writer;
    private readonly int[] _colours;
    private readonly ChannelGains[] _gains = new ChannelGains[Channels];
    private FrameFormat _format;

    public QuadToTensor(InputDescription input)
    {
        InputCheck.ThrowIfUnusable(input);
        (_input, _writer) = (input, new TensorWriter(input));
        _colours = input.Colour == ChannelOrder.Rgb ? [0, 1, 2] : [2, 1, 0];
    }

    /// <summary>Columns that a text takes at the input's height when its letters keep their shape: 1 at least, the whole width at most.</summary>
    public static int ColumnsFor(in Quad quadInSource, int width, int height)
    {
        var columns = Math.Ceiling(height * (double)quadInSource.Width / quadInSource.Height);
        return columns >= 1 ? (int)Math.Min(columns, width) : 1; // a quad of no height has NaN or infinitely many
    }

    /// <summary>Fills one row of the input (all of it where there is no batch): the quad at the top left, the border right and below.</summary>
    /// <param name="columns">Of the tensor, that the quad is spread over.</param>
    /// <param name="rows">Of the tensor.</param>
    public void Fill(Frame frame, in Quad quadInSource, int columns, int rows, Span<byte> tensorRow)
    {
        if (tensorRow.Length != _writer.Bytes)
            throw new ArgumentException($"input '{_input.Name}': a row has {_writer.Bytes} bytes, got {tensorRow.Length}", nameof(tensorRow));
        SetGains(frame.Format);
        // A JPEG may have been decoded smaller than the camera sent it.
        var frameFromSource = new Vector2((float)frame.Format.Width / frame.SourceSize.Width, (float)frame.Format.Height / frame.SourceSize.Height);
        var origin = quadInSource.TopLeft * frameFromSource;
        var across = ((quadInSource.TopRight * frameFromSource) - origin) / columns;
        var down = ((quadInSource.BottomLeft * frameFromSource) - origin) / rows;
        var samples = new PictureSamples(frame);
        fixed (byte* tensor = tensorRow)
        {
            _writer.FillBorder(tensor, (0, 0, columns, rows));
            for (var row = 0; row < rows; row++)
            {
                FillRow(samples, origin + (down * (row + 0.5f)), across, tensor, row, columns);
                _writer.Write(tensor, row, 0, columns);
            }
        }
    }

    private void FillRow(in PictureSamples samples, Vector2 start, Vector2 across, byte* tensor, int row, int columns)
    {
        var first = _writer.ValuesOf(tensor, 0, row, 0);
        var second = _writer.ValuesOf(tensor, 1, row, 0);
        var third = _writer.ValuesOf(tensor, 2, row, 0);
        Span<float> values = stackalloc float[Channels];
        for (var column = 0; column < columns; column++)
        {
            var place = start + (across * (column + 0.5f));
            samples.At(place.X, place.Y, _colours, _gains, values);
            (first[column], second[column], third[column]) = (values[0], values[1], values[2]);
        }
    }

    private void SetGains(in FrameFormat format)
    {
        if (_format == format)
            return;
        for (var channel = 0; channel < Channels; channel++)
            _gains[channel] = ChannelGains.For(_input, format, channel);
        _format = format;
    }
}
