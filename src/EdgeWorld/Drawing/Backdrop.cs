using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Viewing;
using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>The sky with its clouds, the ground's base, and far roofs along the horizon.</summary>
internal sealed unsafe class Backdrop
{
    private const double CloudDistance = 900;

    private readonly Mood _mood;
    private readonly CameraView _view;
    private readonly Rgb _ground;
    private readonly (double Heading, double Elevation, double Size)[] _clouds = new (double, double, double)[9];
    private readonly double[] _roofs = new double[72];

    public Backdrop(ulong seed, Mood mood, CameraView view)
    {
        (_mood, _view) = (mood, view);
        var random = new WorldRandom(seed, 5);
        for (var i = 0; i < _clouds.Length; i++)
            _clouds[i] = (random.Between(-3.14, 3.14), random.Between(0.1, 0.45), random.Between(30, 80.0));
        for (var i = 0; i < _roofs.Length; i++)
            _roofs[i] = random.Between(0.02, 0.075);
        _ground = Toned(new Rgb(150, 146, 138));
    }

    public void Paint(uint* pixels, Brush brush)
    {
        var horizon = _view.HorizonY;
        for (var y = 0; y < _view.Height; y++)
        {
            var colour = y < horizon
                ? _mood.Horizon.Towards(_mood.SkyTop, Math.Min(1, (horizon - y) / (_view.FocalPx * 0.55)))
                : _mood.Horizon.Towards(_ground, Math.Min(1, 0.25 + ((y - horizon) / (_view.FocalPx * 0.06))));
            new Span<uint>(pixels + (y * _view.Width), _view.Width).Fill(0xFF000000 | (uint)(colour.R << 16) | (uint)(colour.G << 8) | colour.B);
        }
        if (!_mood.IsNight)
            Clouds(brush);
        Roofs(brush, horizon);
    }

    public Rgb Toned(Rgb colour) => new(
        (byte)(colour.R * _mood.Gain.R), (byte)(colour.G * _mood.Gain.G), (byte)(colour.B * _mood.Gain.B));

    private void Clouds(Brush brush)
    {
        var white = new Rgb(255, 255, 255).Towards(_mood.Horizon, 0.3);
        foreach (var (heading, elevation, size) in _clouds)
        {
            var turned = Trigonometry.Wrap(heading - _view.Heading);
            if (Math.Abs(turned) > 1)
                continue;
            var across = new Vec3(Trigonometry.Cos(heading), -Trigonometry.Sin(heading), 0);
            var middle = new Vec3(Trigonometry.Sin(heading) * CloudDistance, Trigonometry.Cos(heading) * CloudDistance, elevation * CloudDistance);
            // Twice, the second a little smaller and higher: a soft edge and a bright top.
            for (var layer = 0; layer < 2; layer++)
            {
                brush.Begin();
                for (var puff = 0; puff < 6; puff++)
                {
                    var at = middle + (across * ((puff - 2.5) * size * 0.62)) + new Vec3(0, 0, ((puff % 2) + layer) * size * 0.12);
                    brush.AddCircle(_view.FromWorld(_view.Position + at), size * (puff is 0 or 5 ? 0.34 : 0.56) * (1 - (0.22 * layer)));
                }
                brush.Fill(white, 90);
            }
        }
    }

    private void Roofs(Brush brush, double horizon)
    {
        Span<SKPoint> corners = stackalloc SKPoint[4];
        brush.Begin();
        for (var i = 0; i < _roofs.Length; i++)
        {
            var turned = Trigonometry.Wrap((i * 2 * Trigonometry.Pi / _roofs.Length) - _view.Heading);
            if (Math.Abs(turned) > 0.9)
                continue;
            double half = Trigonometry.Pi / _roofs.Length;
            var x0 = (float)((_view.Width / 2.0) + (_view.FocalPx * Trigonometry.Tan(turned - half)));
            var x1 = (float)((_view.Width / 2.0) + (_view.FocalPx * Trigonometry.Tan(turned + half)));
            var top = (float)(horizon - (_view.FocalPx * _roofs[i]));
            (corners[0], corners[1], corners[2], corners[3]) = (new(x0, (float)horizon + 3), new(x1, (float)horizon + 3), new(x1, top), new(x0, top));
            brush.AddPixels(corners);
        }
        brush.Fill(_mood.Horizon.Towards(Toned(new Rgb(120, 124, 132)), 0.45));
    }
}
