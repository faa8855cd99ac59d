using EdgeEngines.Frames;
using EdgeWorld.Drawing;

namespace EdgeWorld.Exporting;

/// <summary>A PNG with pictures of one or several worlds in rows, with their boxes if wanted.</summary>
public static class PreviewSheet
{
    /// <summary>One row per world (all in the first one's size), columns pictures each, everySeconds apart.</summary>
    public static void Write(
        IReadOnlyList<WorldOptions> worlds, string path, int columns = 4, double everySeconds = 1.5, bool boxes = true, double startSeconds = 0)
    {
        if (worlds.Count == 0 || columns < 1)
            throw new WorldException($"a preview needs at least one world and one column, not {worlds.Count} and {columns}");
        foreach (var options in worlds)
            options.Check();
        var (width, height) = (worlds[0].Width, worlds[0].Height);
        using var sheet = new ContactSheet(width, height, columns, worlds.Count);
        using var pool = new FramePool(1);
        for (var row = 0; row < worlds.Count; row++)
        {
            using var world = new StreetWorld(worlds[row] with { Width = width, Height = height });
            for (var column = 0; column < columns; column++)
            {
                while (world.Seconds < startSeconds + (column * everySeconds))
                    world.Advance();
                var frame = pool.Rent(world.Format, CancellationToken.None);
                world.Paint(frame);
                sheet.Put(frame.Pixels, column, row);
                frame.Release();
                if (boxes)
                    sheet.PutBoxes(world.Graph(), column, row);
            }
        }
        sheet.Save(path);
    }
}
