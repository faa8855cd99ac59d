using System.Text.Json;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Processes;
using EdgeWorld;
using EdgeWorld.Scenes;
using Xunit;

namespace Edge.EndToEnd.Reading;

/// <summary><c>edgehost read</c> with third-party models, on drawn pictures and on the street world's signs.</summary>
public sealed class ReadTests(ModelShelf models, ITestOutputHelper output)
{
    /// <summary>A vehicle drives past a stop sign in this second.</summary>
    private const string StopSign = "sim:street?seed=11&scenario=crossing&fps=10&size=1280x720&view=vehicle&light=day";
    private const int StopFrames = 10;

    [Fact]
    public async Task Read_PictureFolder_PrintsEveryText()
    {
        using var folder = new TemporaryFolder();
        var pictures = Path.Combine(TestData.Repository, "tests", "golden", "text");

        var lines = await ReadAsync(folder, await models.TextDetectorAsync(), $"images:{pictures}", "--json");

        var texts = lines.ConvertAll(line => JsonDocument.Parse(line).RootElement.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("text").GetString()!).ToList());
        Assert.Equal(Directory.GetFiles(pictures).Length, texts.Count);
        Assert.Equal(
            ["Emergency exit", "Platform 9", "OPEN 24/7", "tel.555-0199", "Keep the door closed at all times", "2398072"],
            texts[Array.FindIndex(Directory.GetFiles(pictures).Order(StringComparer.Ordinal).ToArray(), file => file.EndsWith("lines.png", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Read_StopSignOfTheStreetWorld_IsReadWhereItStands()
    {
        using var folder = new TemporaryFolder();

        var lines = await ReadAsync(folder, await models.TextDetectorAsync("input.width=1280", "input.height=736"), StopSign, "--json", "--frames", $"{StopFrames}");

        var world = new StreetWorld(WorldOptions.Parse(StopSign));
        var (exactly, nearly, signs) = (0, 0, 0);
        foreach (var line in lines)
        {
            var near = world.Graph().Objects.Where(one => one.Class == "stop sign" && one.Visible > 0.9 && one.Box[2] - one.Box[0] >= 40).ToList();
            signs += near.Count;
            exactly += near.Count(sign => Texts(line).Any(text => text.Text == "STOP" && Inside(text.Box, sign)));
            nearly += near.Count(sign => Texts(line).Any(text => text.Text is "STOP" or "5TOP" && Inside(text.Box, sign))); // the world's S has corners
            world.Advance();
        }
        world.Dispose();
        var story = $"STOP read on {exactly} of {signs} signs, with a 5 for the S on {nearly - exactly} more";
        output.WriteLine(story);
        Assert.True(signs >= 5 && exactly * 2 >= signs && nearly >= signs - 1, $"{story}\n{string.Join('\n', lines)}");
    }

    [Fact]
    public async Task Read_NoModels_SaysHowToGetThem()
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(["read", "--source", "sim:pattern"], folder.Path);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no model for the task ocr-detect", run.Errors, StringComparison.Ordinal);
        Assert.Contains("models add", run.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Text, float[] Box)> Texts(string line)
    {
        using var frame = JsonDocument.Parse(line);
        return [.. frame.RootElement.GetProperty("texts").EnumerateArray().Select(text => (
            text.GetProperty("text").GetString()!, text.GetProperty("box").EnumerateArray().Select(number => number.GetSingle()).ToArray()))];
    }

    private static bool Inside(float[] box, SceneObject sign)
    {
        var (x, y) = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
        return x > sign.Box[0] && x < sign.Box[2] && y > sign.Box[1] && y < sign.Box[3];
    }

    private async Task<List<string>> ReadAsync(TemporaryFolder folder, string detector, string source, params string[] options)
    {
        var run = await HostProcess.RunAsync(
            ["read", "--detector", detector, "--reader", await models.TextReaderAsync(), "--source", source, .. options], folder.Path, within: TimeSpan.FromMinutes(3));
        Assert.True((run.ExitCode, run.Errors) == (0, ""), run.Story);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
