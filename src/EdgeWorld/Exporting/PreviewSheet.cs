using EdgeEngines.Frames;
using EdgeWorld.Scenes;
using SkiaSharp;

namespace EdgeWorld.Exporting;

/// <summary>A PNG with pictures of one or several worlds in rows, with their boxes if wanted.</summary>
public static class PreviewSheet
{
    /// <summary>One row per world, columns pictures each, everySeconds apart.</summary>
    public static void Write(
        IReadOnlyList<WorldOptions> worlds, string path, int columns = 4, double everySeconds = 1.5, bool boxes = true, double startSeconds = 0)
    {
        if (worlds.Count == 0 || columns < 1)
            throw new WorldException($"a preview needs at least one world and one column, not {worlds.Count} and {columns}");
        foreach (var world in worlds)
            world.Check();
        var (width, height) = (worlds[0].Width, worlds[0].Height);
        using var sheet = new SKBitmap(new SKImageInfo(width * columns, height * worlds.Count, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(sheet);
        using var pool = new FramePool(1);
        for (var row = 0; row < worlds.Count; row++)
            Row(canvas, worlds[row] with { Width = width, Height = height }, row, columns, everySeconds, startSeconds, boxes, pool);
        canvas.Flush();
        using var data = sheet.Encode(SKEncodedImageFormat.Png, 100);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        data.SaveTo(file);
    }

    private static void Row(
        SKCanvas canvas, WorldOptions options, int row, int columns, double everySeconds, double startSeconds, bool boxes, FramePool pool)
    {
        using var world = new StreetWorld(options);
        using var encoder = new PictureEncoder(options.Width, options.Height);
        for (var column = 0; column < columns; column++)
        {
            while (world.Seconds < startSeconds + (column * everySeconds))
                world.Advance();
            var frame = pool.Rent(world.Format, CancellationToken.None);
            world.Paint(frame);
            using (var image = SKImage.FromBitmap(encoder.Load(frame.Pixels)))
                canvas.DrawImage(image, column * options.Width, row * options.Height, SKSamplingOptions.Default);
            frame.Release();
            if (boxes)
                Boxes(canvas, world.Graph(), column * options.Width, row * options.Height);
        }
    }

    private static void Boxes(SKCanvas canvas, SceneGraph graph, float left, float top)
    {
        using var paint = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = 1 };
        foreach (var thing in graph.Objects)
        {
            if (thing.Visible <= 0)
                continue;
            var hue = WorldClasses.IndexOf(thing.Class) * 360f / WorldClasses.Names.Count;
            paint.Color = thing.Ignored ? new SKColor(128, 128, 128) : SKColor.FromHsv(hue, 100, 100);
            canvas.DrawRect((float)thing.Box[0] + left, (float)thing.Box[1] + top, (float)(thing.Box[2] - thing.Box[0]), (float)(thing.Box[3] - thing.Box[1]), paint);
        }
    }
}
