using EdgeWorld.Exporting;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeWorld.Tests.Exporting;

public sealed class SceneExportTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("world-export-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Write_TwoWorlds_PicturesAndGraphsAgree()
    {
        var small = new WorldOptions { Width = 160, Height = 96, Fps = 5 };
        var manifest = SceneExport.Write([small with { Scenario = "traffic" }, small with { Scenario = "indoor" }], _directory, 3, new ExportOptions { Every = 2, Relations = true });
        Assert.Equal(6, manifest.Frames);
        Assert.Equal(WorldClasses.Names, SceneExport.ReadManifest(_directory).Classes);
        foreach (var source in manifest.Sources)
        {
            var lines = File.ReadAllLines(Path.Combine(_directory, source.Graphs));
            Assert.Equal(3, lines.Length);
            for (var i = 0; i < 3; i++)
            {
                var graph = SceneJson.Read(System.Text.Encoding.UTF8.GetBytes(lines[i]), source.Graphs);
                Assert.Equal(i * 2, graph.Frame);
                Assert.Equal(i * 2 / 5.0, graph.TimeS, 3);
                Assert.NotNull(graph.Relations);
                var picture = File.ReadAllBytes(Path.Combine(_directory, Path.GetFileNameWithoutExtension(source.Graphs), $"{graph.Frame:D6}.jpg"));
                Assert.Equal([0xFF, 0xD8, 0xFF], picture[..3]);
            }
        }
    }

    [Fact]
    public void ReadManifest_IncompleteFolder_IsRefusedByName()
    {
        var error = Assert.Throws<WorldException>(() => SceneExport.ReadManifest(_directory));
        Assert.Contains("manifest.json", error.Message, StringComparison.Ordinal);
        SceneExport.Write(new WorldOptions { Width = 64, Height = 48 }, _directory, 1);
        var graphs = Directory.GetFiles(_directory, "*.jsonl").Single();
        File.Delete(graphs);
        error = Assert.Throws<WorldException>(() => SceneExport.ReadManifest(_directory));
        Assert.Contains(Path.GetFileName(graphs), error.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_directory, "manifest.json"), "{ \"classes\":");
        error = Assert.Throws<WorldException>(() => SceneExport.ReadManifest(_directory));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoFrames_IsRefused() =>
        Assert.Throws<WorldException>(() => SceneExport.Write(new WorldOptions(), _directory, 0));

    [Fact]
    public void Read_NotAGraph_IsRefusedByName()
    {
        var error = Assert.Throws<WorldException>(() => SceneJson.Read("{\"frame\":1}"u8, "line 3 of x.jsonl"));
        Assert.Contains("line 3 of x.jsonl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Preview_IsAPng()
    {
        var path = Path.Combine(_directory, "sheet.png");
        PreviewSheet.Write([new WorldOptions { Width = 128, Height = 72 }], path, columns: 2);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]);
    }
}
