using System.Runtime.InteropServices;
using EdgeEngines.Frames;
using EdgeEngines.Models;

namespace EdgeEngines.Tensors;

/// <summary>Plain nearest-pixel fill of the engine's input.</summary>
public sealed class FrameToTensor(InputDescription input)
{
    public Placement Fill(Frame frame, Span<byte> tensorRow)
    {
        var (w, h) = (frame.Format.Width, frame.Format.Height);
        var (sx, sy) = ((float)input.Width / w, (float)input.Height / h);
        if (input.Resize != ResizeMode.Stretch)
            sx = sy = input.Resize == ResizeMode.Letterbox ? Math.Min(sx, sy) : Math.Max(sx, sy);
        var centred = input.Resize == ResizeMode.Crop || input.Anchor == LetterboxAnchor.Centre;
        var (ox, oy) = centred ? ((input.Width - (w * sx)) / 2, (input.Height - (h * sy)) / 2) : (0f, 0f);
        for (var y = 0; y < input.Height; y++)
        {
            for (var x = 0; x < input.Width; x++)
            {
                var (px, py) = ((int)MathF.Floor((x - ox) / sx), (int)MathF.Floor((y - oy) / sy));
                var inside = px >= 0 && py >= 0 && px < w && py < h;
                for (var c = 0; c < 3; c++)
                {
                    var value = inside ? Rgb(frame, px, py, input.Colour == ChannelOrder.Rgb ? c : 2 - c) : input.Pad;
                    Store(tensorRow, x, y, c, (value - input.Mean[c]) * input.Scale[c]);
                }
            }
        }
        var (kx, ky) = ((float)frame.SourceSize.Width / w, (float)frame.SourceSize.Height / h);
        return new Placement(sx / kx, sy / ky, ox, oy, frame.SourceSize.Width, frame.SourceSize.Height);
    }

    private void Store(Span<byte> row, int x, int y, int c, float value)
    {
        var at = input.Layout == TensorLayout.Nchw ? (((c * input.Height) + y) * input.Width) + x : (((y * input.Width) + x) * 3) + c;
        var q = MathF.Round(value / input.QuantScale) + input.QuantZero;
        switch (input.Type)
        {
            case TensorType.Float16: MemoryMarshal.Cast<byte, Half>(row)[at] = (Half)value; break;
            case TensorType.Uint8: row[at] = (byte)Math.Clamp(q, 0, 255); break;
            case TensorType.Int8: row[at] = (byte)(sbyte)Math.Clamp(q, -128, 127); break;
            default: MemoryMarshal.Cast<byte, float>(row)[at] = value; break;
        }
    }

    private static float Rgb(Frame frame, int x, int y, int channel)
    {
        var p = frame.Pixels;
        var (w, h) = (frame.Format.Width, frame.Format.Height);
        if (frame.Format.Pixels == PixelFormat.Rgb24)
            return p[(((y * w) + x) * 3) + channel];
        var cw = frame.Format.Chroma.Width;
        var chroma = ((y / 2) * cw) + (x / 2);
        var (u, v) = frame.Format.Pixels == PixelFormat.Nv12
            ? (p[(w * h) + (chroma * 2)], p[(w * h) + (chroma * 2) + 1])
            : (p[(w * h) + chroma], p[(w * h) + (cw * frame.Format.Chroma.Height) + chroma]);
        var (l, b, r) = (1.164f * (p[(y * w) + x] - 16), u - 128f, v - 128f);
        return Math.Clamp(channel switch { 0 => l + (1.596f * r), 1 => l - (0.391f * b) - (0.813f * r), _ => l + (2.018f * b) }, 0, 255);
    }
}
