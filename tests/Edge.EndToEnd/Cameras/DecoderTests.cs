using Edge.EndToEnd.Detecting;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Cameras;

/// <summary>ffmpeg is killed, frozen, or given what is no video.</summary>
public sealed class DecoderTests(ModelShelf models, ITestOutputHelper output)
{
    private static readonly TimeSpan s_gone = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(9)]
    [InlineData(19)]
    public async Task Signal_DecoderMidRun_GoesOnBehindTheLastFrame(int signal)
    {
        var undisturbed = await models.Film.UndisturbedAsync();
        using var site = await Site.OpenAsync();
        var host = site.Start([.. await models.Film.ArgumentsAsync(), "--set", "Cameras:0:StallTimeout=00:00:01.5"]);
        await site.WaitAsync("camera/detections", m => m.Json.GetProperty("frame_id").GetInt32() > 300);

        Signals.Send(Assert.Single(host.Decoders), (Signal)signal);

        var restarted = await site.WaitAsync("stats", m => m.Json.GetProperty("cameras").GetProperty("camera").GetProperty("restarts").GetInt64() == 1);
        var code = await site.ExitAsync(host, TimeSpan.FromMinutes(3));
        output.WriteLine(string.Join('\n', host.Log.All.Where(line => line.Contains("camera camera", StringComparison.Ordinal))));
        Assert.Equal(0, code);
        Assert.Equal(1, restarted.Json.GetProperty("cameras").GetProperty("camera").GetProperty("restarts").GetInt64());
        Assert.Equal(Enumerable.Range(0, PersonFilm.Frames), site.On("camera/detections").Select(m => m.Json.GetProperty("frame_id").GetInt32()));
        // the same pictures, none left out and none twice
        Assert.Equal(undisturbed.Detections.Select(Objects), site.On("camera/detections").Select(Objects));
        Assert.Equal(undisturbed.Events.Story, EventLedger.Read(site.On("camera/events")).Story);

        static string Objects(Mqtt.MqttMessage message) => message.Json.GetProperty("objects").GetRawText();
    }

    [Fact]
    public async Task Kill_Host_TakesTheDecodersAlong()
    {
        using var site = await Site.OpenAsync();
        var film = await VideoFile.MakeAsync(site.Folder.File("film.mp4"), 300);
        var host = site.Start("--source", film, "--source", film, "--loop");
        await site.WaitAsync("camera/detections");
        await site.WaitAsync("camera2/detections");
        var decoders = host.Decoders;
        Assert.Equal(2, decoders.Count);

        host.Send(Signal.Kill);

        await Eventually.TrueAsync(() => !decoders.Any(ProcessTable.IsRunning), s_gone, "the decoders are gone");
        var will = await site.WaitAsync("status", m => m.Text == "offline");
        Assert.True(will.IsRetained);
    }

    [Fact]
    public async Task Run_FilmThatChangesSize_DeliversAllOfIt()
    {
        using var site = await Site.OpenAsync();
        var small = await VideoFile.MakeAsync(site.Folder.File("small.ts"), 40);
        var large = await VideoFile.MakeAsync(site.Folder.File("large.ts"), 40, "640x360");
        var both = site.Folder.File("both.ts");
        await File.WriteAllBytesAsync(both, [.. File.ReadAllBytes(small), .. File.ReadAllBytes(large)], TestContext.Current.CancellationToken);

        var host = site.Start("--source", both, "--as-fast-as-possible");

        Assert.Equal(0, await site.ExitAsync(host, Site.Patience));
        Assert.Equal(Enumerable.Range(0, 80), site.On("camera/detections").Select(m => m.Json.GetProperty("frame_id").GetInt32()));
    }

    [Fact]
    public async Task Run_NoVideo_SaysWhatFfmpegSaysAndGivesUp()
    {
        using var site = await Site.OpenAsync();
        var text = site.Folder.Write("film.mp4", "this is no film\n");

        var host = site.Start("--source", text);

        Assert.Equal(1, await site.ExitAsync(host, Site.Patience));
        output.WriteLine(host.Log.Text);
        var info = site.On("info").Last(m => m.Json.GetProperty("cameras")[0].GetProperty("state").GetString() == "failed");
        Assert.Contains("Invalid data found", info.Json.GetProperty("cameras")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("giving up: no camera can be used", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutFfmpeg_SaysHowToGetIt()
    {
        using var folder = new TemporaryFolder();
        var film = await VideoFile.MakeAsync(folder.File("film.mp4"), 10);
        var bare = new Dictionary<string, string?> { ["PATH"] = folder.Path };

        var run = await HostProcess.RunAsync(["detect", "--source", film], folder.Path, bare);

        output.WriteLine(run.Errors);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("apt-get install ffmpeg", run.Errors, StringComparison.Ordinal);
    }
}
