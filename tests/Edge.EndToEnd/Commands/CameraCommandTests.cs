using System.Text.Json;
using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Commands;

/// <summary>Cameras that come and go while the host runs, and pictures on demand.</summary>
public sealed class CameraCommandTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Camera_AddedPausedResumedRemoved_DoesAsItIsTold()
    {
        using var site = await Site.OpenAsync();
        var host = site.Start("--source", "sim:pattern");
        await site.WaitAsync("camera/detections");

        Assert.True((await site.CommandAsync("camera", """{"action":"add","id":"gate","uri":"sim:pattern?fps=20"}""")).IsOk());
        await site.WaitAsync("gate/events", m => m.Json.GetProperty("type").GetString() == "new");

        Assert.True((await site.CommandAsync("camera", """{"action":"pause","id":"gate"}""")).IsOk());
        await site.WaitAsync("info", m => State(m, "gate") == "paused");
        var held = site.Watcher.Count;
        await site.WaitAsync("stats", m => Fps(m, "gate") == 0 && Fps(m, "camera") > 0, held);

        Assert.True((await site.CommandAsync("camera", """{"action":"resume","id":"gate"}""")).IsOk());
        await site.WaitAsync("gate/detections", site.Watcher.Count);

        Assert.True((await site.CommandAsync("camera", """{"action":"remove","id":"gate"}""")).IsOk());
        await site.WaitAsync("info", m => m.Json.GetProperty("cameras").GetArrayLength() == 1, held);
        // events come over the disk, answers and info do not
        await Eventually.TrueAsync(() => EventLedger.Read(site.On("gate/events")).IsAtRest, Site.Patience, "an end for each object");
        EventLedger.Read(site.On("gate/events")).AssertEveryObjectBeganAndEndedOnce();
        var counts = site.Watcher.All.Where(m => m.Topic.StartsWith(Site.Topic("gate/"), StringComparison.Ordinal) && m.Topic.EndsWith("/count", StringComparison.Ordinal));
        Assert.All(counts.GroupBy(m => m.Topic), topic => Assert.Equal("0", topic.Last().Text));

        // the same name again is a new camera
        var from = site.Watcher.Count;
        Assert.True((await site.CommandAsync("camera", """{"action":"add","id":"gate","uri":"sim:pattern?fps=20"}""")).IsOk());
        await site.WaitAsync("gate/detections", m => m.Json.GetProperty("frame_id").GetInt32() == 0, from);
        await host.StopAsync();
    }

    [Fact]
    public async Task Camera_AddedAndRemovedOften_LeavesNothingBehind()
    {
        using var site = await Site.OpenAsync();
        // The engine that they share stays: engines that come and go leave malloc's arenas grown, by up to 100 MB in all.
        // What looks at crops for questions, and the memory's store, are opened beside everything else, at a time that nobody knows.
        var host = site.Start("--source", "sim:pattern", "--set", "Asking:ImageEncoder=", "--set", "Asking:TextEncoder=", "--set", "Memory:Enabled=false");
        await site.WaitAsync("camera/detections");
        await AddAndRemoveAsync(site, 5); // what is made once for all is made now
        var (files, bytes) = (ProcessTable.OpenFiles(host.Id), ProcessTable.ResidentBytes(host.Id));

        await AddAndRemoveAsync(site, 15 * TestData.Times("EDGE_E2E_CAMERAS"));

        var (filesNow, bytesNow) = (ProcessTable.OpenFiles(host.Id), ProcessTable.ResidentBytes(host.Id));
        output.WriteLine($"open files {files} then {filesNow}, resident {bytes >> 20} then {bytesNow >> 20} MiB");
        Assert.InRange(filesNow, 0, files + 5);
        Assert.InRange(bytesNow, 0, bytes + (30L << 20));
        await host.StopAsync();
    }

    [Fact]
    public async Task Snapshot_OnDemand_IsAWholeJpegOfThePicture()
    {
        using var site = await Site.OpenAsync();
        var host = site.Start("--source", "sim:pattern?size=320x240");
        await site.WaitAsync("camera/snapshot"); // the one that comes by itself
        var from = site.Watcher.Count;

        Assert.True((await site.CommandAsync("snapshot", """{"camera":"camera"}""")).IsOk());
        var snapshot = await site.WaitAsync("camera/snapshot", from);

        Assert.True(snapshot.IsRetained);
        Assert.Equal([0xFF, 0xD8], snapshot.Payload[..2]);
        Assert.Equal([0xFF, 0xD9], snapshot.Payload[^2..]);
        Assert.Equal("mjpeg,320,240", await DescribeAsync(site, snapshot.Payload));
        await host.StopAsync();
    }

    [Fact]
    public async Task Retained_CommandFromLongAgo_IsNotCarriedOut()
    {
        using var site = await Site.OpenAsync();
        await MosquittoClient.PublishAsync(site.Broker.Port, Site.Topic("cmd/camera"), """{"action":"remove","id":"camera"}""", "-r");

        var host = site.Start("--source", "sim:pattern");

        await site.WaitAsync("camera/detections");
        Assert.True((await site.CommandAsync("snapshot", """{"camera":"camera"}""")).IsOk());
        Assert.Single(site.On("cmd/result"));
        await host.StopAsync();
    }

    private static async Task AddAndRemoveAsync(Site site, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var from = site.Watcher.Count;
            Assert.True((await site.CommandAsync("camera", """{"action":"add","id":"brief","uri":"sim:pattern"}""")).IsOk());
            await site.WaitAsync("brief/detections", from);
            Assert.True((await site.CommandAsync("camera", """{"action":"remove","id":"brief"}""")).IsOk());
        }
    }

    /// <summary>By ffprobe, which shares nothing with the encoder.</summary>
    private static async Task<string> DescribeAsync(Site site, byte[] picture)
    {
        var path = site.Folder.File("snapshot.jpg");
        await File.WriteAllBytesAsync(path, picture, TestContext.Current.CancellationToken);
        using var probe = Child.Start(Tool.Need("ffprobe", "ffmpeg"), ["-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", path]);
        Assert.Equal(0, await probe.ExitAsync());
        Assert.Empty(probe.Errors.All);
        return probe.Output.Text;
    }

    private static string? State(MqttMessage info, string camera) =>
        info.Json.GetProperty("cameras").EnumerateArray().Where(c => c.GetProperty("id").GetString() == camera).Select(c => c.GetProperty("state").GetString()).FirstOrDefault();

    private static double Fps(MqttMessage stats, string camera) =>
        stats.Json.GetProperty("cameras").TryGetProperty(camera, out JsonElement figures) ? figures.GetProperty("fps").GetDouble() : -1;
}
