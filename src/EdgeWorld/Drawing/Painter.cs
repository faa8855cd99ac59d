using EdgeWorld.Actors;
using EdgeWorld.Shapes;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;
using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>
/// Draws a frame: sky and ground, shadows, then everything that stands from far to near, then weather; last the sensor turns
/// it into RGB24. Holds its surface and tools for the life of the world; not thread-safe.
/// </summary>
internal sealed unsafe class Painter : IDisposable
{
    private readonly WorldState _world;
    private readonly CameraView _view;
    private readonly Mood _mood;
    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly Brush _brush;
    private readonly Backdrop _backdrop;
    private readonly GroundPainter _ground;
    private readonly RoomPainter _room;
    private readonly LightPainter _lights;
    private readonly RainPainter _rain = new();
    private readonly MotionBlur _blur = new();
    private readonly PaintOrder _order = new();
    private readonly Sensor _sensor;

    public Painter(WorldState world, Mood mood)
    {
        (_world, _view, _mood) = (world, world.Rig.View, mood);
        _bitmap = new SKBitmap(new SKImageInfo(_view.Width, _view.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        _canvas = new SKCanvas(_bitmap);
        _brush = new Brush(_canvas, _view);
        _backdrop = new Backdrop(world.Options.Seed, mood, _view);
        _ground = new GroundPainter(world, mood, _brush);
        _room = new RoomPainter(world, mood, _brush);
        _lights = new LightPainter(world, mood, _brush);
        _sensor = new Sensor(_view, mood, world.Options.Seed);
    }

    /// <summary>Draws the composition into width × height × 3 bytes; 8 more behind them must be writable.</summary>
    public void Paint(Composition composition, byte* rgb)
    {
        var pixels = (uint*)_bitmap.GetPixels();
        if (_world.Room is null)
        {
            _backdrop.Paint(pixels, _brush);
            _ground.Paint();
            _ground.PaintShadows(composition.Items);
        }
        else
        {
            _room.Paint(pixels);
        }
        _lights.PaintPools(composition.Items);
        foreach (var index in _order.Sort(composition.Items, _view))
            PaintItem(composition, composition.Items[index]);
        if (_mood.Rains && _world.Room is null)
            _rain.Paint(_canvas, _view, _world.Tick);
        _canvas.Flush();
        _sensor.Expose(pixels, rgb, _world);
    }

    /// <summary>Draws one object on plain black, without light or weather, for comparing its pixels with its box.</summary>
    internal byte[] PaintAlone(Composition composition, bool withLoose)
    {
        _canvas.Clear(SKColors.Black);
        foreach (ref readonly var item in composition.Items)
            PaintParts(composition, item, 1, withLoose, white: true);
        _canvas.Flush();
        return new Span<byte>((void*)_bitmap.GetPixels(), _view.Width * _view.Height * 4).ToArray();
    }

    public void Dispose()
    {
        _blur.Dispose();
        _rain.Dispose();
        _brush.Dispose();
        _canvas.Dispose();
        _bitmap.Dispose();
    }

    private void PaintItem(Composition composition, in Item item)
    {
        var layered = _blur.Begin(_canvas, item, _view, _world.Rig.Velocity);
        PaintParts(composition, item, _lights.On(item), withLoose: true, white: false);
        if (layered)
            _canvas.Restore();
        _lights.PaintGlow(composition, item);
    }

    private void PaintParts(Composition composition, in Item item, double light, bool withLoose, bool white)
    {
        var haze = 1 - (1 / (1 + (item.Distance * _mood.HazePerMetre)));
        if (_world.Room is not null)
            haze = 0;
        for (var p = item.FirstPart; p < item.EndPart; p++)
        {
            ref readonly var part = ref composition.Parts[p];
            if (!withLoose && (part.Marks & PartMarks.Loose) != 0)
                continue;
            var colour = white ? new Rgb(255, 255, 255) : Lit(part, light, haze);
            var points = composition.InCamera.Slice(part.First, part.Count);
            switch (part.Kind)
            {
                case PartKind.Polygon:
                    _brush.Begin();
                    for (var i = 0; i < part.Count; i += part.Contour)
                        _brush.Add(points.Slice(i, part.Contour));
                    _brush.Fill(colour);
                    break;
                case PartKind.Stroke:
                    _brush.Stroke(points[0], points[1], part.Radius, colour);
                    break;
                case PartKind.Ball:
                    _brush.Ball(points[0], part.Radius, colour);
                    break;
                default:
                    _brush.Ring(points, part.Radius, colour);
                    break;
            }
        }
    }

    private Rgb Lit(in Part part, double light, double haze)
    {
        var colour = part.Colour;
        if ((part.Marks & PartMarks.Shines) == 0)
        {
            var gain = part.Shade * light;
            var (r, g, b) = _world.Room is null ? _mood.Gain : (0.97, 0.95, 0.92);
            colour = new Rgb(Clip(colour.R * gain * r), Clip(colour.G * gain * g), Clip(colour.B * gain * b));
        }
        else
        {
            haze *= 0.4;
        }
        return colour.Towards(_mood.Horizon, haze);
    }

    private static byte Clip(double value) => (byte)(value >= 255 ? 255 : value);
}
