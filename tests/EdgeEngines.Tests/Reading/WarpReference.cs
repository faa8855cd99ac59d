using System.Numerics;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Tests.Reading;

/// <summary>One value of a warped tensor in double precision: bilinear, pixel middles at ½, a chroma sample in the middle of 2×2 luma
/// samples; the matrices as BT.601, BT.709 and JFIF define them by Kr and Kb.</summary>
internal sealed class WarpReference(InputDescription input, Frame frame)
{
    private readonly byte[] _pixels = frame.Pixels.ToArray();
    private readonly FrameFormat _format = frame.Format;
    private readonly (int Width, int Height) _source = frame.SourceSize;

    public double Value(int channel, Vector2 placeInSource)
    {
        var (x, y) = (placeInSource.X * (double)_format.Width / _source.Width, placeInSource.Y * (double)_format.Height / _source.Height);
        var colour = input.Colour == ChannelOrder.Rgb ? channel : 2 - channel;
        var pixel = _format.Pixels == PixelFormat.Rgb24 ? Bilinear(colour, _format.Width, _format.Height, 3, x, y) : Converted(colour, x, y);
        return (Math.Clamp(pixel, 0, 255) - input.Mean[channel]) * input.Scale[channel];
    }

    private double Converted(int colour, double x, double y)
    {
        var (width, height) = ((_format.Width + 1) / 2, (_format.Height + 1) / 2);
        var planes = _format.Width * _format.Height;
        var luma = Bilinear(0, _format.Width, _format.Height, 1, x, y);
        var (u, v) = _format.Pixels == PixelFormat.Nv12
            ? (Bilinear(planes, width, height, 2, x / 2, y / 2), Bilinear(planes + 1, width, height, 2, x / 2, y / 2))
            : (Bilinear(planes, width, height, 1, x / 2, y / 2), Bilinear(planes + (width * height), width, height, 1, x / 2, y / 2));
        var limited = _format.Encoding is YuvEncoding.Bt601Limited or YuvEncoding.Bt709Limited;
        var (bright, blue, red) = limited ? ((luma - 16) / 219, (u - 128) / 224, (v - 128) / 224) : (luma / 255, (u - 128) / 255, (v - 128) / 255);
        var (kr, kb) = _format.Encoding is YuvEncoding.Bt601Limited or YuvEncoding.Bt601Full ? (0.299, 0.114) : (0.2126, 0.0722);
        var r = bright + (2 * (1 - kr) * red);
        var b = bright + (2 * (1 - kb) * blue);
        var g = (bright - (kr * r) - (kb * b)) / (1 - kr - kb);
        return 255 * (colour == 0 ? r : colour == 1 ? g : b);
    }

    private double Bilinear(int start, int width, int height, int step, double x, double y)
    {
        double sum = 0, weights = 0;
        var (middleX, middleY) = (Math.Clamp(x - 0.5, 0, width - 1), Math.Clamp(y - 0.5, 0, height - 1));
        for (var row = (int)middleY; row <= Math.Min((int)middleY + 1, height - 1); row++)
        {
            for (var column = (int)middleX; column <= Math.Min((int)middleX + 1, width - 1); column++)
            {
                var weight = (1 - Math.Abs(middleX - column)) * (1 - Math.Abs(middleY - row));
                sum += weight * _pixels[start + (((row * width) + column) * step)];
                weights += weight;
            }
        }
        return sum / weights;
    }
}
