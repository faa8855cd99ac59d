using System.Runtime.Intrinsics;
using EdgeWorld.Numerics;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;

namespace EdgeWorld.Drawing;

/// <summary>The camera's chip: smears with the camera's own turning, adds the glare of a low sun and noise, gives RGB24.</summary>
internal sealed unsafe class Sensor
{
    private const int NoiseBytes = 1 << 16;
    private const double ShutterSeconds = 1.0 / 90;
    private const double SunHeading = 0.12;
    private const double SunElevation = 0.17;

    private readonly CameraView _view;
    private readonly Mood _mood;
    private readonly byte[] _noise = new byte[NoiseBytes + 64];
    private readonly byte[] _glareRow;
    private readonly byte[] _glareX;
    private readonly uint[] _row;
    private readonly WorldRandom _random;

    public Sensor(CameraView view, Mood mood, ulong seed)
    {
        (_view, _mood) = (view, mood);
        _random = new WorldRandom(seed, 6);
        for (var i = 0; i < _noise.Length; i++)
            _noise[i] = (byte)((_random.Between(0, mood.Noise + 1) + _random.Between(0, mood.Noise + 1)) & 255);
        (_glareRow, _glareX, _row) = (new byte[(view.Width * 3) + 32], new byte[view.Width], new uint[view.Width]);
    }

    public void Expose(uint* bgra, byte* rgb, WorldState world)
    {
        var smear = (int)(Math.Abs(world.Rig.TurnRate) * ShutterSeconds * _view.FocalPx);
        var glare = _mood.Glares && world.Room is null;
        var sun = glare ? PrepareGlare() : default;
        // Which noise, by the moment alone: drawing a frame twice gives the same picture.
        var frameNoise = WorldRandom.ForPart(world.Options.Seed, world.Tick);
        for (var y = 0; y < _view.Height; y++)
        {
            var source = bgra + (y * _view.Width);
            if (smear >= 2)
                source = Smear(source, smear);
            else
                new ReadOnlySpan<uint>(source, _view.Width).CopyTo(_row);
            var strength = glare ? (int)(185 * Trigonometry.Exp(-(y - sun.Y) * (y - sun.Y) * sun.Falloff)) : 0;
            fixed (uint* row = _row)
            fixed (byte* noise = &_noise[frameNoise.NextUInt() % NoiseBytes / 2])
            fixed (byte* add = _glareRow)
            {
                if (strength > 3)
                    FillGlareRow(strength);
                Convert(row, rgb + (y * _view.Width * 3), noise, strength > 3 ? add : null);
            }
        }
    }

    private void Convert(uint* row, byte* rgb, byte* noise, byte* add)
    {
        var shuffle = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255);
        var bias = Vector128.Create((byte)_mood.Noise);
        int x = 0, width = _view.Width;
        byte* tail = stackalloc byte[16];
        for (; x < width; x += 4)
        {
            var left = width - x;
            Vector128<byte> pixels;
            if (left >= 4)
            {
                pixels = Vector128.Load((byte*)(row + x));
            }
            else
            {
                for (var i = 0; i < left; i++)
                    ((uint*)tail)[i] = row[x + i];
                pixels = Vector128.Load(tail);
            }
            pixels = Vector128.Shuffle(pixels, shuffle);
            if (add != null)
                pixels = Vector128.AddSaturate(pixels, Vector128.Load(add + (x * 3)));
            pixels = Vector128.SubtractSaturate(Vector128.AddSaturate(pixels, Vector128.Load(noise + (x * 3))), bias);
            if (left > 5)
            {
                pixels.Store(rgb + (x * 3)); // the four bytes beyond are written again by the next round
            }
            else
            {
                pixels.Store(tail);
                new ReadOnlySpan<byte>(tail, Math.Min(left, 4) * 3).CopyTo(new Span<byte>(rgb + (x * 3), Math.Min(left, 4) * 3));
            }
        }
    }

    /// <summary>A running mean along the row.</summary>
    private uint* Smear(uint* source, int width)
    {
        int r = 0, g = 0, b = 0, last = _view.Width - 1, reach = Math.Min(width, 24) / 2, count = (2 * reach) + 1;
        for (var x = -reach; x <= reach; x++)
            Change(source[Math.Clamp(x, 0, last)], 1);
        for (var x = 0; x <= last; x++)
        {
            _row[x] = (uint)((r / count << 16) | (g / count << 8) | (b / count));
            Change(source[Math.Max(0, x - reach)], -1);
            Change(source[Math.Min(last, x + reach + 1)], 1);
        }
        return source;

        void Change(uint pixel, int sign)
        {
            r += sign * (int)(pixel >> 16 & 255);
            g += sign * (int)(pixel >> 8 & 255);
            b += sign * (int)(pixel & 255);
        }
    }

    /// <summary>A bell curve in x; with another in y their product is a round glow.</summary>
    private (double Y, double Falloff) PrepareGlare()
    {
        var direction = new Vec3(Trigonometry.Sin(SunHeading), Trigonometry.Cos(SunHeading), SunElevation);
        var (sunX, sunY, depth) = _view.Project(_view.Position + (direction * 1000));
        var spread = _view.FocalPx * 0.30;
        var falloff = 1 / (2 * spread * spread);
        for (var x = 0; x < _view.Width; x++)
            _glareX[x] = depth <= 0 ? (byte)0 : (byte)(255 * Trigonometry.Exp(-(x - sunX) * (x - sunX) * falloff));
        return (sunY, falloff);
    }

    private void FillGlareRow(int strength)
    {
        for (var x = 0; x < _view.Width; x++)
        {
            var add = _glareX[x] * strength >> 8;
            _glareRow[3 * x] = (byte)add;
            _glareRow[(3 * x) + 1] = (byte)(add * 15 >> 4);
            _glareRow[(3 * x) + 2] = (byte)(add * 13 >> 4);
        }
    }
}
