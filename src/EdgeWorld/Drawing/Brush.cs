using EdgeWorld.Actors;
using EdgeWorld.Numerics;
using EdgeWorld.Viewing;
using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>Skia's tools, kept from frame to frame, and the step from camera space to pixels.</summary>
internal sealed class Brush(SKCanvas canvas, CameraView view) : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = true, Style = SKPaintStyle.Fill };
    private readonly SKPaint _stroke = new() { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round };
    private readonly SKPathBuilder _path = new();
    private readonly Vec3[] _clipped = new Vec3[32];
    private readonly SKPoint[] _points = new SKPoint[32];
    private readonly float _centreX = view.Width / 2f;
    private readonly float _centreY = view.Height / 2f;

    public SKCanvas Canvas => canvas;

    public void Begin() => _path.Reset();

    /// <summary>Adds a polygon in camera space to the path.</summary>
    public void Add(ReadOnlySpan<Vec3> polygon)
    {
        var corners = NearPlane.Clip(polygon, _clipped);
        if (corners.Length < 3)
            return;
        for (var i = 0; i < corners.Length; i++)
            _points[i] = ToPixel(corners[i]);
        _path.AddPoly(_points.AsSpan(0, corners.Length), true);
    }

    public void AddPixels(ReadOnlySpan<SKPoint> polygon) => _path.AddPoly(polygon, true);

    public void AddCircle(Vec3 centre, double radius)
    {
        if (centre.Z < CameraView.Near)
            return;
        var at = ToPixel(centre);
        _path.AddCircle(at.X, at.Y, (float)(radius * view.FocalPx / centre.Z), SKPathDirection.Clockwise);
    }

    public void Fill(Rgb colour, int alpha = 255)
    {
        _fill.Color = new SKColor(colour.R, colour.G, colour.B, (byte)alpha);
        using var path = _path.Detach();
        canvas.DrawPath(path, _fill);
    }

    public void FillPolygon(ReadOnlySpan<Vec3> polygon, Rgb colour, int alpha = 255)
    {
        Begin();
        Add(polygon);
        Fill(colour, alpha);
    }

    public void Stroke(Vec3 from, Vec3 to, double radius, Rgb colour)
    {
        if (from.Z < CameraView.Near || to.Z < CameraView.Near)
            return;
        _stroke.Color = new SKColor(colour.R, colour.G, colour.B);
        _stroke.StrokeWidth = (float)(4 * radius * view.FocalPx / (from.Z + to.Z));
        canvas.DrawLine(ToPixel(from), ToPixel(to), _stroke);
    }

    public void Ring(ReadOnlySpan<Vec3> outline, double radius, Rgb colour)
    {
        var middle = 0.0;
        foreach (var point in outline)
        {
            if (point.Z < CameraView.Near)
                return;
            middle += point.Z;
        }
        for (var i = 0; i < outline.Length; i++)
            _points[i] = ToPixel(outline[i]);
        Begin();
        _path.AddPoly(_points.AsSpan(0, outline.Length), true);
        _stroke.Color = new SKColor(colour.R, colour.G, colour.B);
        _stroke.StrokeWidth = (float)(2 * radius * view.FocalPx * outline.Length / middle);
        using var path = _path.Detach();
        canvas.DrawPath(path, _stroke);
    }

    public void Ball(Vec3 centre, double radius, Rgb colour, int alpha = 255)
    {
        if (centre.Z < CameraView.Near)
            return;
        _fill.Color = new SKColor(colour.R, colour.G, colour.B, (byte)alpha);
        canvas.DrawCircle(ToPixel(centre), (float)(radius * view.FocalPx / centre.Z), _fill);
    }

    public SKPoint ToPixel(Vec3 inCamera) => new(
        _centreX + (float)(view.FocalPx * inCamera.X / inCamera.Z), _centreY + (float)(view.FocalPx * inCamera.Y / inCamera.Z));

    public void Dispose()
    {
        _fill.Dispose();
        _stroke.Dispose();
        _path.Dispose();
    }
}
