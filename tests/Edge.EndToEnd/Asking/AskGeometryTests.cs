using System.Globalization;
using System.Text.Json;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Asking;

/// <summary>Metres need to know how the camera stands: a film's does not say, its settings may. Needs ffmpeg for the film.</summary>
public sealed class AskGeometryTests(ITestOutputHelper output)
{
    private const string Question = """{"question":"how far is the nearest car?","budget_ms":20000}""";

    [Fact]
    public async Task Ask_HowFarWithoutGeometry_IsUnknownAndSaysWhatToSet()
    {
        var answer = await AskAsync();
        Assert.Equal("unknown", answer.GetProperty("outcome").GetString());
        Assert.Contains("the camera's geometry is not known; say how camera 'gate' stands", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_HowFarWithGeometry_IsAnsweredInMetres()
    {
        var answer = await AskAsync("--set", "Cameras:0:Geometry:FieldOfViewDeg=60", "--set", "Cameras:0:Geometry:HeightM=1.4", "--set", "Cameras:0:Geometry:PitchDeg=-3");
        Assert.Equal(("answered", "Metres"), (answer.GetProperty("outcome").GetString(), answer.GetProperty("type").GetString()));
        Assert.Contains("give or take", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> AskAsync(params string[] settings)
    {
        using var site = await Site.OpenAsync();
        var export = await HostProcess.RunAsync(["sim", "export", "--scenario", "traffic", "--frames", "60", "--out", site.Folder.File("film")], site.Folder.Path);
        Assert.True(export.ExitCode == 0, export.Story);
        output.WriteLine(string.Join('\n', Directory.GetFileSystemEntries(site.Folder.File("film"))));
        var pictures = Directory.GetDirectories(site.Folder.File("film")).Single();
        site.Start([
            "--set", "Cameras:0:Id=gate", "--set", $"Cameras:0:Uri=images:{pictures}?fps=5&loop", "--set", string.Create(CultureInfo.InvariantCulture, $"Asking:Http:Port={FreePort.Take()}"), .. settings]);
        await site.WaitAsync("gate/detections", message => message.Json.GetProperty("objects").EnumerateArray().Any(o => o.GetProperty("label").GetString() == "car"));
        var from = site.Watcher.Count;
        await MosquittoClient.PublishAsync(site.Broker.Port, Site.Topic("ask"), Question);
        var answer = (await site.WaitAsync("answer", from)).Json;
        output.WriteLine(answer.GetRawText());
        return answer;
    }
}
