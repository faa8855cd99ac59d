using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Tests.Tensors;

/// <summary>
/// What a tensor must hold, worked out pixel by pixel in double precision: bilinear samples with pixel middles at ½ (as OpenCV
/// documents INTER_LINEAR), chroma sampled once at the common corner of 2×2 pixels of the tensor, a chroma sample lying in the
/// middle of 2×2 luma samples; the matrices of BT.601, BT.709 and JFIF as they are usually printed; clamp; mean and scale.
/// </summary>
internal sealed class TensorReference
{
    private readonly InputDescription _input;
    private readonly FrameFormat _format;
    private readonly byte[] _pixels;
    private readonly PixelRegion _region;
    private readonly double _left;
    private readonly double _top;
    private readonly double _width;
    private readonly double _height;

    public TensorReference(InputDescription input, Frame frame)
        : this(input, frame, new PixelRegion(0, 0, frame.Format.Width, frame.Format.Height), frame.SourceSize)
    {
    }

    /// <summary>Of a part of the frame: what lies outside it counts as little as what lies outside a picture.</summary>
    public TensorReference(InputDescription input, Frame frame, PixelRegion region)
        : this(input, frame, region, (region.Width, region.Height))
    {
    }

    private TensorReference(InputDescription input, Frame frame, PixelRegion region, (int Width, int Height) shape)
    {
        (_input, _format, _pixels, _region) = (input, frame.Format, frame.Pixels.ToArray(), region);
        (_left, _top, _width, _height) = Place(input, shape.Width, shape.Height);
    }

    /// <summary>Value of the tensor before quantization: <c>(pixel − mean) × scale</c>.</summary>
    public double Value(int channel, int x, int y) => (Pixel(channel, x, y) - _input.Mean[channel]) * _input.Scale[channel];

    public bool IsBorder(int x, int y) => x < _left || x >= _left + _width || y < _top || y >= _top + _height;

    /// <summary>Where the resized picture lies, written from the definition of each mode.</summary>
    public static (double Left, double Top, double Width, double Height) Place(InputDescription input, int sourceWidth, int sourceHeight)
    {
        double width = input.Width;
        double height = input.Height;
        if (input.Resize != ResizeMode.Stretch)
        {
            var (byWidth, byHeight) = (width / sourceWidth, height / sourceHeight);
            var scale = (byWidth < byHeight) == (input.Resize == ResizeMode.Letterbox) ? byWidth : byHeight;
            width = Math.Max(1, Math.Floor((sourceWidth * scale) + 0.5));
            height = Math.Max(1, Math.Floor((sourceHeight * scale) + 0.5));
        }
        return input.Resize == ResizeMode.Letterbox && input.Anchor == LetterboxAnchor.TopLeft
            ? (0, 0, width, height)
            : (Math.Floor((input.Width - width) / 2), Math.Floor((input.Height - height) / 2), width, height);
    }

    private double Pixel(int channel, int x, int y)
    {
        if (IsBorder(x, y))
            return _input.Pad;
        var colour = _input.Colour == ChannelOrder.Rgb ? channel : 2 - channel;
        var (stepX, stepY) = (_region.Width / _width, _region.Height / _height);
        var sourceX = _region.Left + ((x - _left + 0.5) * stepX) - 0.5;
        var sourceY = _region.Top + ((y - _top + 0.5) * stepY) - 0.5;
        if (_format.Pixels == PixelFormat.Rgb24)
            return Bilinear(0, _format.Width, _region, 3, colour, sourceX, sourceY);

        var luma = Bilinear(0, _format.Width, _region, 1, 0, sourceX, sourceY);
        var (firstX, firstY) = (Math.Max(0, (int)_left), Math.Max(0, (int)_top));
        var cornerX = _region.Left + ((firstX + ((x - firstX) / 2 * 2) + 1 - _left) * stepX);
        var cornerY = _region.Top + ((firstY + ((y - firstY) / 2 * 2) + 1 - _top) * stepY);
        var (u, v) = (Chroma(0, cornerX, cornerY), Chroma(1, cornerX, cornerY));
        return Math.Clamp(ToRgb(luma, u - 128, v - 128)[colour], 0, 255);
    }

    private double Chroma(int which, double cornerX, double cornerY)
    {
        var (width, height) = ((_format.Width + 1) / 2, (_format.Height + 1) / 2);
        var planes = _format.Width * _format.Height;
        var (x, y) = ((cornerX / 2) - 0.5, (cornerY / 2) - 0.5);
        // The chroma samples of the region's pixels: one more where it begins or ends within a pair.
        var (left, top) = (_region.Left / 2, _region.Top / 2);
        var seen = new PixelRegion(left, top, ((_region.Left + _region.Width + 1) / 2) - left, ((_region.Top + _region.Height + 1) / 2) - top);
        return _format.Pixels == PixelFormat.Nv12
            ? Bilinear(planes, width, seen, 2, which, x, y)
            : Bilinear(planes + (which * width * height), width, seen, 1, 0, x, y);
    }

    private double[] ToRgb(double y, double u, double v) => _format.Encoding switch
    {
        YuvEncoding.Bt601Full => [y + (1.402 * v), y - (0.344136 * u) - (0.714136 * v), y + (1.772 * u)],
        YuvEncoding.Bt709Full => [y + (1.5748 * v), y - (0.187324 * u) - (0.468124 * v), y + (1.8556 * u)],
        YuvEncoding.Bt709Limited =>
        [
            (1.164384 * (y - 16)) + (1.792741 * v),
            (1.164384 * (y - 16)) - (0.213249 * u) - (0.532909 * v),
            (1.164384 * (y - 16)) + (2.112402 * u),
        ],
        _ =>
        [
            (1.164384 * (y - 16)) + (1.596027 * v),
            (1.164384 * (y - 16)) - (0.391762 * u) - (0.812968 * v),
            (1.164384 * (y - 16)) + (2.017232 * u),
        ],
    };

    private double Bilinear(int start, int width, PixelRegion seen, int stride, int offset, double x, double y)
    {
        var (lastColumn, lastRow) = (seen.Left + seen.Width - 1, seen.Top + seen.Height - 1);
        x = Math.Clamp(x, seen.Left, lastColumn);
        y = Math.Clamp(y, seen.Top, lastRow);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, lastColumn), Math.Min(top + 1, lastRow));
        var above = (At(left, top) * (1 - (x - left))) + (At(right, top) * (x - left));
        var below = (At(left, bottom) * (1 - (x - left))) + (At(right, bottom) * (x - left));
        return (above * (1 - (y - top))) + (below * (y - top));

        double At(int column, int row) => _pixels[start + (((row * width) + column) * stride) + offset];
    }
}
