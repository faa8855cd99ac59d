using EdgeWorld.Scenes;
using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>Pictures of one size in columns and rows, saved as one PNG.</summary>
internal sealed class ContactSheet : IDisposable
{
    private readonly int _width;
    private readonly int _height;
    private readonly SKBitmap _sheet;
    private readonly SKCanvas _canvas;
    private readonly PictureEncoder _picture;
    private readonly SKPaint _pen = new() { Style = SKPaintStyle.Stroke, StrokeWidth = 1 };

    public ContactSheet(int width, int height, int columns, int rows)
    {
        (_width, _height) = (width, height);
        _sheet = new SKBitmap(new SKImageInfo(width * columns, height * rows, SKColorType.Bgra8888, SKAlphaType.Opaque));
        _canvas = new SKCanvas(_sheet);
        _picture = new PictureEncoder(width, height);
    }

    public void Put(ReadOnlySpan<byte> rgb, int column, int row)
    {
        using var image = SKImage.FromBitmap(_picture.Load(rgb));
        _canvas.DrawImage(image, column * _width, row * _height, SKSamplingOptions.Default);
    }

    /// <summary>Each class in a hue of its own; grey for what does not count.</summary>
    public void PutBoxes(SceneGraph graph, int column, int row)
    {
        foreach (var thing in graph.Objects)
        {
            if (thing.Visible <= 0)
                continue;
            var hue = WorldClasses.IndexOf(thing.Class) * 360f / WorldClasses.Names.Count;
            _pen.Color = thing.Ignored ? new SKColor(128, 128, 128) : SKColor.FromHsv(hue, 100, 100);
            var (x, y) = ((float)thing.Box[0] + (column * _width), (float)thing.Box[1] + (row * _height));
            _canvas.DrawRect(x, y, (float)(thing.Box[2] - thing.Box[0]), (float)(thing.Box[3] - thing.Box[1]), _pen);
        }
    }

    public void Save(string path)
    {
        _canvas.Flush();
        using var data = _sheet.Encode(SKEncodedImageFormat.Png, 100);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        data.SaveTo(file);
    }

    public void Dispose()
    {
        _pen.Dispose();
        _picture.Dispose();
        _canvas.Dispose();
        _sheet.Dispose();
    }
}
