using EdgeWorld.Numerics;
using EdgeWorld.Viewing;
using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>Falling streaks, others in every frame.</summary>
internal sealed class RainPainter : IDisposable
{
    private const int Streaks = 130;

    private readonly SKPaint _paint = new() { Color = new SKColor(226, 232, 240, 96), StrokeWidth = 1.1f, Style = SKPaintStyle.Stroke };
    private readonly SKPoint[] _points = new SKPoint[Streaks * 2];

    public void Paint(SKCanvas canvas, CameraView view, long tick)
    {
        var random = WorldRandom.ForPart(0xA1, tick);
        var scale = view.Height / 360f;
        for (var i = 0; i < Streaks; i++)
        {
            var (x, y) = ((float)(random.Next() * view.Width), (float)((random.Next() * 1.1) - 0.1) * view.Height);
            var length = (float)random.Between(9, 24.0) * scale;
            _points[2 * i] = new SKPoint(x, y);
            _points[(2 * i) + 1] = new SKPoint(x - (length * 0.14f), y + length);
        }
        canvas.DrawPoints(SKPointMode.Lines, _points, _paint);
    }

    public void Dispose() => _paint.Dispose();
}
