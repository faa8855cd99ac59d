using System.Runtime.CompilerServices;
using EdgeEngines.Models;

namespace EdgeEngines.Tensors;

/// <summary>
/// Puts rows of float values into the tensor's layout and type. Values of a planar float tensor are computed in place; all others
/// pass through one row of scratch memory a channel.
/// </summary>
internal sealed unsafe class TensorWriter
{
    private const int Channels = 3;
    private readonly InputDescription _input;
    private readonly int _elementBytes;
    private readonly bool _planar;
    private readonly bool _inPlace;
    private readonly AlignedBuffer<float>[] _values = new AlignedBuffer<float>[Channels];
    private readonly AlignedBuffer<byte>[] _encoded = new AlignedBuffer<byte>[Channels];
    private readonly ChannelInterleaver _interleaver;
    private readonly AlignedBuffer<byte> _borderRows;

    public TensorWriter(InputDescription input)
    {
        _input = input;
        _elementBytes = ElementCoder.BytesOf(input.Type);
        _planar = input.Layout == TensorLayout.Nchw;
        _inPlace = _planar && input.Type == TensorType.Float32;
        _interleaver = new ChannelInterleaver(_elementBytes);
        for (var channel = 0; channel < Channels; channel++)
        {
            _values[channel] = new AlignedBuffer<float>(input.Width);
            _encoded[channel] = new AlignedBuffer<byte>(input.Width * _elementBytes);
        }
        Bytes = checked(input.Width * input.Height * Channels * _elementBytes);
        _borderRows = new AlignedBuffer<byte>(input.Width * Channels * _elementBytes);
        DrawBorderRows();
    }

    /// <summary>Bytes of one picture in the tensor.</summary>
    public int Bytes { get; }

    /// <summary>Where the values of one channel of a row belong.</summary>
    public float* ValuesOf(byte* tensor, int channel, int row, int column) => _inPlace
        ? (float*)tensor + ((((long)channel * _input.Height) + row) * _input.Width) + column
        : _values[channel].Pointer;

    /// <summary>Encodes the values of a row, all three channels, and puts them where they belong.</summary>
    public void Write(byte* tensor, int row, int column, int count)
    {
        if (_inPlace)
            return;
        for (var channel = 0; channel < Channels; channel++)
        {
            var at = ((((long)channel * _input.Height) + row) * _input.Width) + column;
            var encoded = _planar ? tensor + (at * _elementBytes) : _encoded[channel].Pointer;
            ElementCoder.Encode(_values[channel].Pointer, encoded, count, _input);
        }
        if (!_planar)
        {
            var at = (((long)row * _input.Width) + column) * Channels * _elementBytes;
            _interleaver.Interleave(_encoded[0].Pointer, _encoded[1].Pointer, _encoded[2].Pointer, tensor + at, count);
        }
    }

    /// <summary>
    /// Fills what the picture leaves open. Done for every frame: rows of a batch are shared by cameras whose pictures have other
    /// shapes, and what is written here is not written by the picture, so that a frame costs no more than one without border.
    /// </summary>
    public void FillBorder(byte* tensor, (int Left, int Top, int Width, int Height) covered)
    {
        if (covered.Width == _input.Width && covered.Height == _input.Height)
            return;
        var planes = _planar ? Channels : 1;
        var pixelBytes = _elementBytes * Channels / planes;
        var rowBytes = _input.Width * pixelBytes;
        var leftBytes = covered.Left * pixelBytes;
        var rightStart = (covered.Left + covered.Width) * pixelBytes;
        for (var plane = 0; plane < planes; plane++)
        {
            var border = _borderRows.Pointer + (plane * rowBytes);
            for (var row = 0; row < _input.Height; row++, tensor += rowBytes)
            {
                if (row < covered.Top || row >= covered.Top + covered.Height)
                {
                    Unsafe.CopyBlockUnaligned(tensor, border, (uint)rowBytes);
                    continue;
                }
                Unsafe.CopyBlockUnaligned(tensor, border, (uint)leftBytes);
                Unsafe.CopyBlockUnaligned(tensor + rightStart, border, (uint)(rowBytes - rightStart));
            }
        }
    }

    // One row of border a plane, made by the same code as the picture's rows.
    private void DrawBorderRows()
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            var value = ChannelGains.ValueOf(_input, channel, _input.Pad);
            new Span<float>(_values[channel].Pointer, _input.Width).Fill(value);
            ElementCoder.Encode(_values[channel].Pointer, _encoded[channel].Pointer, _input.Width, _input);
            if (_planar)
                Unsafe.CopyBlock(
                    _borderRows.Pointer + (channel * _input.Width * _elementBytes), _encoded[channel].Pointer, (uint)(_input.Width * _elementBytes));
        }
        if (!_planar)
            _interleaver.Interleave(_encoded[0].Pointer, _encoded[1].Pointer, _encoded[2].Pointer, _borderRows.Pointer, _input.Width);
    }
}
