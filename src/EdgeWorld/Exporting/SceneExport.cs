using System.Text.Json;
using EdgeEngines.Frames;
using EdgeWorld.Drawing;
using EdgeWorld.Scenes;

namespace EdgeWorld.Exporting;

/// <summary>
/// Writes worlds as pictures and JSON lines:
/// <c>DIR/&lt;scenario&gt;-&lt;seed&gt;-&lt;view&gt;-&lt;light&gt;/000000.jpg …</c>, <c>….jsonl</c> beside it (one scene graph a line,
/// with the same frame numbers), and <c>DIR/manifest.json</c> last.
/// </summary>
public static class SceneExport
{
    /// <summary>Writes frames of one world; the folder must be new or an earlier export.</summary>
    public static ExportManifest Write(WorldOptions world, string directory, int frames, ExportOptions? options = null, Action<int>? onFrame = null) =>
        Write([world], directory, frames, options, onFrame);

    /// <summary>Writes the same number of frames of each world.</summary>
    public static ExportManifest Write(
        IReadOnlyList<WorldOptions> worlds, string directory, int frames, ExportOptions? options = null, Action<int>? onFrame = null)
    {
        if (frames < 1)
            throw new WorldException($"frames {frames} is not valid: at least 1");
        if (options is { Every: < 1 })
            throw new WorldException($"every {options.Every} is not valid: at least 1");
        foreach (var world in worlds)
            world.Check();
        options ??= new ExportOptions();
        Directory.CreateDirectory(directory);
        var manifest = Path.Combine(directory, "manifest.json");
        File.Delete(manifest);
        var sources = new List<ExportSource>();
        var written = 0;
        foreach (var world in worlds)
            sources.Add(WriteWorld(world, directory, frames, options, () => onFrame?.Invoke(++written)));
        var result = new ExportManifest { Classes = [.. WorldClasses.Names], Frames = frames * worlds.Count, Sources = [.. sources] };
        File.WriteAllBytes(manifest, JsonSerializer.SerializeToUtf8Bytes(result, SceneJson.Default.ExportManifest));
        return result;
    }

    /// <summary>Reads the manifest; an incomplete folder is refused by name.</summary>
    public static ExportManifest ReadManifest(string directory)
    {
        var path = Path.Combine(directory, "manifest.json");
        if (!File.Exists(path))
            throw new WorldException($"{directory} is no complete export: manifest.json is missing (it is written last); export again");
        ExportManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), SceneJson.Default.ExportManifest)
                ?? throw new WorldException($"{path} holds null; export again");
        }
        catch (JsonException e)
        {
            throw new WorldException($"{path} is damaged ({e.Message}); export again");
        }
        foreach (var source in manifest.Sources)
        {
            if (!File.Exists(Path.Combine(directory, source.Graphs)))
                throw new WorldException($"{directory} is incomplete: {source.Graphs} of its manifest is missing; export again");
        }
        return manifest;
    }

    private static ExportSource WriteWorld(WorldOptions options, string directory, int frames, ExportOptions export, Action onFrame)
    {
        using var world = new StreetWorld(options);
        using var pool = new FramePool(1);
        using var encoder = new PictureEncoder(options.Width, options.Height);
        var first = world.Graph();
        var name = $"{options.Scenario}-{options.Seed}-{first.View}-{first.Light}";
        var pictures = Path.Combine(directory, name);
        Directory.CreateDirectory(pictures);
        var extension = export.Pictures == PictureKind.Png ? "png" : "jpg";
        using (var lines = new FileStream(Path.Combine(directory, name + ".jsonl"), FileMode.Create, FileAccess.Write))
        {
            for (var i = 0; i < frames; i++)
            {
                var frame = pool.Rent(world.Format, CancellationToken.None);
                try
                {
                    world.Paint(frame);
                    File.WriteAllBytes(
                        Path.Combine(pictures, $"{world.FrameIndex:D6}.{extension}"), encoder.Encode(frame.Pixels, export.Pictures == PictureKind.Png, export.JpegQuality));
                }
                finally
                {
                    frame.Release();
                }
                lines.Write(SceneJson.Write(world.Graph(export.Relations)));
                lines.WriteByte((byte)'\n');
                onFrame();
                for (var step = 0; step < export.Every && i + 1 < frames; step++)
                    world.Advance();
            }
        }
        return new ExportSource(options.Scenario, options.Seed, first.View, first.Light, frames, name + ".jsonl");
    }
}
