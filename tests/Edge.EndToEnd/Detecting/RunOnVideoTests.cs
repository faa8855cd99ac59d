using Edge.EndToEnd.Models;
using Xunit;

namespace Edge.EndToEnd.Detecting;

/// <summary>The whole line, from a video to a broker: nothing lost, nothing twice, everything in order.</summary>
public sealed class RunOnVideoTests(ModelShelf models, ITestOutputHelper output)
{
    [Fact]
    public async Task Run_VideoAsFastAsPossible_PublishesEveryFrameOnceAndEveryEvent()
    {
        var truth = FrameScores.Of(PersonFilm.Video);

        var run = await models.Film.UndisturbedAsync();

        var people = run.Detections.Count(m => FoundBox.ReadAll(m.Json.GetProperty("objects")).Any(one => one.Label == "person"));
        output.WriteLine($"{run.Detections.Count} frames in {run.Took.TotalSeconds:0.0} s, start included; a person tracked in {people}, detected by OpenCV's engine in {truth.Found}");
        output.WriteLine($"{run.Events.Objects} objects, {run.Events.Messages} event messages: {string.Join(", ", run.Events.Story)}");
        Assert.Equal(Enumerable.Range(0, truth.Scores.Count), run.Detections.Select(m => m.Json.GetProperty("frame_id").GetInt32()));
        // a track also lives through frames whose score alone would not do, so there are more, not many more
        Assert.InRange(people, truth.Found * 0.98, truth.Scores.Count(score => score > 0.1) + 10);
        run.Events.AssertEveryObjectBeganAndEndedOnce();
    }

    [Fact]
    public async Task Run_VideoByItsClock_TakesItsTime()
    {
        var model = await models.FastestDetAsync();
        var video = TestData.Need("videos/carnd-vehicle-test_video.mp4"); // 38 frames at 25 a second
        using var site = await Site.OpenAsync();

        var host = site.Start("--model", model, "--source", video, "--loops", "2");
        Assert.Equal(0, await site.ExitAsync(host, Site.Patience));

        var times = site.On("camera/detections").Select(m => m.Json.GetProperty("frame_time").GetDouble()).ToList();
        output.WriteLine($"{times.Count} of 76 frames over {times[^1] - times[0]:0.00} s");
        Assert.InRange(times[^1] - times[0], 2.8, 20); // 3 s; a busy machine starts the second play late
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Run_SeveralCamerasOnOneEngine_EachIsWholeAndInOrder()
    {
        var model = await models.FastestDetAsync();
        var video = TestData.Need("videos/carnd-vehicle-test_video.mp4");
        using var site = await Site.OpenAsync();

        var host = site.Start("--model", model, "--source", video, "--source", video, "--source", video, "--as-fast-as-possible", "--loops", "3");
        Assert.Equal(0, await site.ExitAsync(host, TimeSpan.FromMinutes(2)));

        foreach (var camera in (string[])["camera", "camera2", "camera3"])
        {
            Assert.Equal(Enumerable.Range(0, 3 * 38), site.On($"{camera}/detections").Select(m => m.Json.GetProperty("frame_id").GetInt32()));
            EventLedger.Read(site.On($"{camera}/events")).AssertEveryObjectBeganAndEndedOnce();
        }
    }
}
