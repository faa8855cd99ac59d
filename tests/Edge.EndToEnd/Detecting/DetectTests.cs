using System.Diagnostics;
using System.Text.Json;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Detecting;

/// <summary><c>detect --json</c> on real videos with third-party models, against another implementation of both engine and head.</summary>
public sealed class DetectTests(ModelShelf models, ITestOutputHelper output)
{
    private const string CarVideo = "videos/carnd-vehicle-test_video.mp4";

    [Theory]
    [InlineData(PersonFilm.Video, "person")]
    [InlineData(CarVideo, "car")]
    public async Task Detect_EveryFrameOfAVideo_FindsWhatTheSecondImplementationFinds(string video, string label)
    {
        var truth = FrameScores.Of(video);

        var frames = await DetectAsync(await models.FastestDetAsync(), video);

        double[] scores = [.. frames.Select(frame => frame.Where(one => one.Label == label).Select(one => one.Score).DefaultIfEmpty(0).Max())];
        output.WriteLine($"{label} in {scores.Count(score => score > 0)} of {scores.Length} frames; OpenCV's engine: {truth.Found} of {truth.Scores.Count}");
        Assert.Equal(truth.Scores.Count, frames.Count);
        Assert.Empty(truth.Disagreements(scores));
        AssertSameBoxes(GoldenBoxes.Of("FastestDet", video), frames);
    }

    [Theory]
    [InlineData(CarVideo)]
    [InlineData("videos/carnd-solidWhiteRight.mp4")]
    public async Task Detect_GoldenFramesWithNanoDet_FindsTheSameBoxes(string video)
    {
        var golden = GoldenBoxes.Of("nanodet_m_416", video);
        var model = await models.NanoDetAsync("input.resize=letterbox", "input.pad=0", "head.nms_iou=0.6"); // as the golden file was made

        var frames = await DetectAsync(model, video, "--frames", $"{golden.Max(g => g.Frame) + 1}");

        AssertSameBoxes(golden, frames);
    }

    [Fact]
    public async Task Detect_ForPeople_WritesALineAFrame()
    {
        using var folder = new TemporaryFolder();

        var run = await HostProcess.RunAsync(["detect", "--source", "sim:pattern", "--frames", "3"], folder.Path);

        output.WriteLine(run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(3, run.Output.Split('\n').Length);
        Assert.Contains("red", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detect_StoppedBySigterm_LeavesWholeLines()
    {
        using var folder = new TemporaryFolder();
        using var host = HostProcess.Start(["detect", "--source", "sim:pattern", "--json"], folder.Path);
        await host.Output.WaitAsync("\"frame_id\":50,", Site.Patience);

        await host.StopAsync();

        foreach (var line in host.Output.All)
            JsonDocument.Parse(line).Dispose();
        Assert.Empty(host.Log.All);
    }

    /// <summary>Every line must be a JSON object of the next frame, and nothing else may be said.</summary>
    private async Task<List<IReadOnlyList<FoundBox>>> DetectAsync(string model, string video, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var began = Stopwatch.GetTimestamp();
        var run = await HostProcess.RunAsync(
            ["detect", "--json", "--model", model, "--source", TestData.Need(video), .. options], folder.Path, within: TimeSpan.FromMinutes(3));
        Assert.True((run.ExitCode, run.Errors) == (0, ""), run.Story);
        var frames = new List<IReadOnlyList<FoundBox>>();
        foreach (var line in run.Output.Split('\n'))
        {
            using var frame = JsonDocument.Parse(line);
            Assert.Equal(frames.Count, frame.RootElement.GetProperty("frame_id").GetInt32());
            frames.Add(FoundBox.ReadAll(frame.RootElement.GetProperty("objects")));
        }
        output.WriteLine($"{frames.Count} frames in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, start included");
        return frames;
    }

    private void AssertSameBoxes(IReadOnlyList<GoldenBoxes> golden, List<IReadOnlyList<FoundBox>> frames)
    {
        var disagreements = golden.SelectMany(g => g.Disagreements(frames[g.Frame])).ToList();
        output.WriteLine($"{golden.Sum(g => frames[g.Frame].Count)} boxes in {golden.Count} golden frames");
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }
}
