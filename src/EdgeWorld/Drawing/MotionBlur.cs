using EdgeWorld.Numerics;
using EdgeWorld.Viewing;
using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>Smears what moves sideways through the picture while the shutter is open.</summary>
internal sealed class MotionBlur : IDisposable
{
    private const double ShutterSeconds = 1.0 / 90;
    private const double LeastPx = 2.5;
    private const int Kinds = 12;

    private readonly SKPaint?[] _paints = new SKPaint?[Kinds];

    /// <summary>Opens a layer for the item if it is fast enough; the caller restores the canvas then.</summary>
    public bool Begin(SKCanvas canvas, in Item item, CameraView view, Vec3 cameraVelocity)
    {
        var actor = item.Actor;
        if (actor.Velocity.Length < 1 || item.Distance < 1)
            return false;
        var relative = actor.Velocity - cameraVelocity;
        var sideways = Math.Abs(relative.Dot(new Vec3(Trigonometry.Cos(view.Heading), -Trigonometry.Sin(view.Heading), 0)));
        var px = sideways * ShutterSeconds * view.FocalPx / item.Distance;
        if (px < LeastPx)
            return false;
        var kind = Math.Min(Kinds - 1, (int)(px / 2));
        var paint = _paints[kind] ??= Create(kind);
        // A smear of so many pixels has the standard deviation of a box blur: its width over √12.
        canvas.SaveLayer(new SKRect((float)item.DrawnX0 - 30, (float)item.DrawnY0 - 4, (float)item.DrawnX1 + 30, (float)item.DrawnY1 + 4), paint);
        return true;
    }

    public void Dispose()
    {
        foreach (var paint in _paints)
        {
            paint?.ImageFilter?.Dispose();
            paint?.Dispose();
        }
    }

    private static SKPaint Create(int kind) => new() { ImageFilter = SKImageFilter.CreateBlur(((kind * 2) + 1) / 3.46f, 0.01f) };
}
