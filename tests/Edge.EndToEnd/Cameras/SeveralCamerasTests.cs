using System.Text.Json;
using Xunit;

namespace Edge.EndToEnd.Cameras;

/// <summary>A camera that cannot be is no reason for the others not to be.</summary>
public sealed class SeveralCamerasTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_OneOfThreeBroken_TheOthersRunAndInfoSaysWhy()
    {
        using var site = await Site.OpenAsync();
        var film = await VideoFile.MakeAsync(site.Folder.File("film.mp4"), 60);
        var pictures = Directory.CreateDirectory(site.Folder.File("pictures")).FullName;
        var jpegs = await VideoFile.PicturesAsync(film, 5);
        for (var i = 0; i < jpegs.Count; i++)
            await File.WriteAllBytesAsync(Path.Combine(pictures, $"{i}.jpg"), i == 2 ? jpegs[i][..50] : jpegs[i], TestContext.Current.CancellationToken);
        var settings = site.Folder.Write("cameras.json", $$"""
            {"Cameras":[
              {"Id":"film","Uri":"file:{{film}}","Loop":true},
              {"Id":"gone","Uri":"file:nowhere.mp4"},
              {"Id":"pictures","Uri":"images:{{pictures}}?fps=10","Loop":true}
            ]}
            """);

        var host = site.Start("--config", settings);

        await site.WaitAsync("film/detections", m => m.Json.GetProperty("frame_id").GetInt32() > 60);
        await site.WaitAsync("pictures/detections", m => m.Json.GetProperty("frame_id").GetInt32() > 8);
        var info = await site.WaitAsync("info", m => Camera(m, "gone").GetProperty("state").GetString() == "failed");
        output.WriteLine(Camera(info, "gone").GetRawText());
        Assert.Contains("there is no file 'nowhere.mp4'", Camera(info, "gone").GetProperty("detail").GetString(), StringComparison.Ordinal);
        await site.WaitAsync("stats", m => m.Json.GetProperty("cameras").GetProperty("pictures").GetProperty("bad_parts").GetInt64() >= 1);
        await host.StopAsync();
    }

    /// <summary>How GStreamer and other programs plug in: frames on standard output.</summary>
    [Theory]
    [InlineData("nut -c:v rawvideo -pix_fmt yuv420p")]
    [InlineData("yuv4mpegpipe -pix_fmt yuv420p")]
    [InlineData("mpjpeg -c:v mjpeg")]
    public async Task Run_ProgramThatWritesFrames_IsACamera(string format)
    {
        using var site = await Site.OpenAsync();
        var ffmpeg = Processes.Tool.Need("ffmpeg", "ffmpeg");

        var host = site.Start("--source", $"process:{ffmpeg} -nostdin -v error -re -f lavfi -i testsrc2=size=320x240:rate=20 -f {format} -");

        await site.WaitAsync("camera/detections", m => m.Json.GetProperty("frame_id").GetInt32() > 10);
        await host.StopAsync();
    }

    private static JsonElement Camera(Mqtt.MqttMessage info, string id) => info.Json.GetProperty("cameras").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
}
