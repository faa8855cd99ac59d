using System.Globalization;
using Edge.EndToEnd.Detecting;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd.Commands;

/// <summary>Engines that change while frames are on their way through them.</summary>
public sealed class ModelCommandTests(ModelShelf models, ITestOutputHelper output)
{
    [Fact]
    public async Task Model_SwappedMidRun_LosesNoFrame()
    {
        var arguments = await models.Film.ArgumentsAsync();
        string[] folders = [await models.LightPersonDetectorAsync(), await models.FastestDetAsync()];
        using var site = await Site.OpenAsync();
        var host = site.Start(arguments);
        var swaps = 2 * TestData.Times("EDGE_E2E_SWAPS");
        for (var i = 0; i < swaps; i++)
        {
            var at = (i + 1) * PersonFilm.Frames / (swaps + 2);
            await site.WaitAsync("camera/detections", m => m.Json.GetProperty("frame_id").GetInt32() >= at);
            var swap = await site.RequestAsync("model", $$"""{"model":"{{folders[i % 2]}}"}""");
            output.WriteLine($"behind frame {site.On("camera/detections")[^1].Json.GetProperty("frame_id")}: {swap.GetRawText()}");
            Assert.True(swap.IsOk());
            Assert.Equal(Path.GetFileName(folders[i % 2]), swap.GetProperty("model").GetString());
        }

        Assert.Equal(0, await site.ExitAsync(host, TimeSpan.FromMinutes(3)));
        var frames = site.On("camera/detections");
        Assert.Equal(Enumerable.Range(0, PersonFilm.Frames), frames.Select(m => m.Json.GetProperty("frame_id").GetInt32()));
        EventLedger.Read(site.On("camera/events")).AssertEveryObjectBeganAndEndedOnce();
        Assert.Contains(site.On("info"), m => m.Json.GetProperty("engines")[0].TryGetProperty("model", out var model) && model.GetString() == "light_person_detector");
        // tracks of another model are others: their numbers are not given twice
        var labels = frames.SelectMany(m => m.Json.GetProperty("objects").EnumerateArray())
            .GroupBy(o => o.GetProperty("id").GetInt64(), o => o.GetProperty("label").GetString());
        Assert.All(labels, track => Assert.Single(track.Distinct()));
    }

    [Fact]
    public async Task Model_ThatCannotBeLoaded_LeavesTheOldOneRunning()
    {
        using var site = await Site.OpenAsync();
        var broken = await BrokenAsync(site);
        var host = site.Start("--source", "sim:pattern");
        await site.WaitAsync("camera/detections");

        var refused = await site.CommandAsync("model", $$"""{"model":"{{broken}}"}""");

        output.WriteLine(refused.GetRawText());
        Assert.False(refused.IsOk());
        Assert.Contains("sha256", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        await site.WaitAsync("camera/detections", m => m.Json.GetProperty("objects").GetArrayLength() > 0, site.Watcher.Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task Camera_AddedWithAModelOfItsOwn_BringsAndTakesItsEngine()
    {
        var model = await models.FastestDetAsync();
        using var site = await Site.OpenAsync();
        var host = site.Start("--source", "sim:pattern");
        await site.WaitAsync("camera/detections");

        // no camera comes of this, and no engine, not even in `info`
        var from = site.Watcher.Count;
        var refused = await site.CommandAsync("camera", $$"""{"action":"add","id":"a/b","uri":"sim:pattern","model":"{{model}}"}""");
        Assert.False(refused.IsOk());
        Assert.True((await site.CommandAsync("threshold", """{"score":0.5}""")).IsOk(), "there is one engine only");
        await site.WaitAsync("info", m => Engines(m) is ["pattern"], from);

        Assert.True((await site.CommandAsync("camera", $$"""{"action":"add","id":"gate","uri":"sim:pattern","model":"{{model}}"}""")).IsOk());
        await site.WaitAsync("gate/detections");
        var info = await site.WaitAsync("info", m => Engines(m) is ["fastestdet", "pattern"]);
        output.WriteLine(info.Text);

        from = site.Watcher.Count; // `info` comes before the answer
        Assert.True((await site.CommandAsync("camera", """{"action":"remove","id":"gate"}""")).IsOk());
        await site.WaitAsync("info", m => Engines(m) is ["pattern"], from);
        await host.StopAsync();
    }

    [Fact]
    public async Task Camera_AddedWithAModelThatCannotRun_SaysSoInInfo()
    {
        using var site = await Site.OpenAsync();
        var broken = await BrokenAsync(site);
        var host = site.Start("--source", "sim:pattern");
        await site.WaitAsync("camera/detections");

        await site.CommandAsync("camera", $$"""{"action":"add","id":"gate","uri":"sim:pattern","model":"{{broken}}"}""");

        var info = await site.WaitAsync("info", m => m.Json.GetProperty("engines").EnumerateArray().Any(e => e.TryGetProperty("error", out _)));
        output.WriteLine(info.Text);
        await site.WaitAsync("camera/detections", site.Watcher.Count); // the other camera goes on
        Assert.True((await site.CommandAsync("camera", """{"action":"remove","id":"gate"}""")).IsOk());
        await host.StopAsync();
    }

    [Fact]
    public async Task Threshold_RaisedAndLowered_HidesAndShowsTheCars()
    {
        var model = await models.FastestDetAsync();
        var video = TestData.Need("videos/carnd-vehicle-test_video.mp4");
        using var site = await Site.OpenAsync();
        var host = site.Start("--model", model, "--source", video, "--loop");
        await site.WaitAsync("camera/detections", m => m.Json.GetProperty("objects").GetArrayLength() >= 2);

        foreach (var (score, shown) in new[] { (0.97, false), (0.5, true) })
        {
            var answer = await site.RequestAsync("threshold", string.Create(CultureInfo.InvariantCulture, $$"""{"score":{{score}}}"""));
            output.WriteLine(answer.GetRawText());
            Assert.True(answer.IsOk());
            await site.WaitAsync("camera/detections", m => m.Json.GetProperty("objects").GetArrayLength() > 0 == shown, site.Watcher.Count);
        }
        await host.StopAsync();
    }

    /// <summary>Half a file, as an interrupted copy leaves it.</summary>
    private async Task<string> BrokenAsync(Site site)
    {
        var model = await models.FastestDetAsync();
        var broken = site.Folder.File("broken");
        Directory.CreateDirectory(broken);
        foreach (var file in Directory.GetFiles(model))
            File.Copy(file, Path.Combine(broken, Path.GetFileName(file)));
        await using var weights = File.Open(Path.Combine(broken, "FastestDet.onnx"), FileMode.Open);
        weights.SetLength(weights.Length / 2);
        return broken;
    }

    private static string?[] Engines(MqttMessage info) =>
        [.. info.Json.GetProperty("engines").EnumerateArray().Select(e => e.TryGetProperty("model", out var model) ? model.GetString() : "").Order(StringComparer.Ordinal)];
}
