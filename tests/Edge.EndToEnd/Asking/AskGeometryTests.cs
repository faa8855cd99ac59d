using System.Globalization;
using System.Text.Json;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Asking;

/// <summary>Metres need to know how the camera stands: pictures do not say, the settings may.</summary>
public sealed class AskGeometryTests(ITestOutputHelper output) : IDisposable
{
    private const int Frames = 30;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Ask_HowFar_IsUnknownWithoutGeometryAndAgreesWithTheWorldWithIt()
    {
        var export = await HostProcess.RunAsync(
            ["sim", "export", "--scenario", "traffic", "--frames", Frames.ToString(CultureInfo.InvariantCulture), "--out", _folder.File("film")], _folder.Path);
        Assert.True(export.ExitCode == 0, export.Story);
        var graph = JsonElement.Parse(File.ReadLines(Directory.GetFiles(_folder.File("film"), "*.jsonl").Single()).Last());
        var camera = graph.GetProperty("camera");
        var source = $"images:{Directory.GetDirectories(_folder.File("film")).Single()}";

        var unknown = await AskAsync(3, source);
        var known = await AskAsync(
            0, source, "--set", "Cameras:0:Id=film", "--set", $"Cameras:0:Uri={source}", "--set", $"Cameras:0:Geometry:FocalPx={camera.GetProperty("focal_px").GetRawText()}",
            "--set", $"Cameras:0:Geometry:HeightM={camera.GetProperty("height_m").GetRawText()}", "--set", $"Cameras:0:Geometry:PitchDeg={camera.GetProperty("pitch_deg").GetRawText()}");

        Assert.Equal("unknown", unknown.GetProperty("outcome").GetString());
        Assert.Contains("the camera's geometry is not known; say how the camera stands", unknown.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Metres", known.GetProperty("type").GetString());
        Assert.Contains("give or take", known.GetProperty("text").GetString(), StringComparison.Ordinal);
        var truths = graph.GetProperty("objects").EnumerateArray().Where(o => o.GetProperty("class").GetString() == "car" && !o.GetProperty("ignored").GetBoolean())
            .Select(o => o.GetProperty("distance_m").GetDouble()).Order().ToArray();
        output.WriteLine($"in the world: {string.Join(", ", truths)}");
        // A car's place is its middle, what is seen its near end; and the nearest may not have been found.
        Assert.Contains(truths.Take(2), truth => Math.Abs(truth - known.GetProperty("value").GetDouble()) < 3 + (0.15 * truth));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement> AskAsync(int exitCode, string source, params string[] settings)
    {
        var run = await HostProcess.RunAsync(
            ["ask", "how far is the nearest car?", "--source", source, "--frames", Frames.ToString(CultureInfo.InvariantCulture), "--budget", "60000", "--json", .. settings], _folder.Path);
        output.WriteLine(run.Story);
        Assert.Equal(exitCode, run.ExitCode);
        return JsonElement.Parse(run.Output);
    }
}
