using Edge.EndToEnd.Detecting;
using Edge.EndToEnd.Models;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Cameras;

/// <summary>MJPEG over HTTP, from a server that does all that cameras do wrong.</summary>
public sealed class MjpegTests(ModelShelf models, ITestOutputHelper output)
{
    [Fact]
    public async Task Run_MjpegOfARoad_FindsTheCars()
    {
        var model = await models.FastestDetAsync();
        var pictures = await VideoFile.PicturesAsync(TestData.Need("videos/carnd-vehicle-test_video.mp4"), 20);
        await using var server = new MjpegServer(async camera =>
        {
            await camera.AnswerAsync();
            await camera.PartsForEverAsync(pictures);
        });
        using var site = await Site.OpenAsync();

        var host = site.Start("--model", model, "--source", server.Url);

        var found = await site.WaitAsync("camera/detections", m => FoundBox.ReadAll(m.Json.GetProperty("objects")).Count(one => one.Label == "car") >= 2);
        output.WriteLine(found.Text);
        await site.WaitAsync("camera/events", m => m.Json.GetProperty("after").GetProperty("label").GetString() == "car");
        await host.StopAsync();
    }

    [Fact]
    public async Task Run_BadParts_CountsThemAndTakesTheRest()
    {
        using var site = await Site.OpenAsync();
        var pictures = await PicturesAsync(site);
        const int Good = 10;
        const int Bad = 4;
        await using var server = new MjpegServer(async camera =>
        {
            await camera.AnswerAsync();
            for (var i = 0; i < 4; i++)
                await camera.PartAsync(pictures[i]);
            await camera.PartAsync(pictures[4][..(pictures[4].Length / 2)]); // bad: cut off, and honest about it
            await camera.PartAsync(pictures[5], 17); // good: too small a length
            await camera.PartAsync("<html>busy</html>"u8.ToArray(), 17, "text/html"); // bad
            await camera.PartAsync(pictures[6], 5); // good
            await camera.PartAsync(pictures[7], length: null); // good: no length at all
            await camera.PartAsync([], 0); // bad
            await camera.PartAsync(pictures[8][..100], pictures[8].Length); // bad: cut off, and claims to be whole
            await camera.PartAsync(pictures[9]);
            await camera.PartAsync(pictures[10]);
            await camera.PartAsync(pictures[11]);
            await camera.SilenceAsync();
        });

        var host = site.Start("--source", server.Url);

        var stats = await site.WaitAsync("stats", m => Camera(m).GetProperty("bad_parts").GetInt64() == Bad && Seen(m) == Good);
        output.WriteLine(Camera(stats).GetRawText());
        Assert.Equal(0, Camera(stats).GetProperty("restarts").GetInt64());
        await host.StopAsync();
    }

    [Fact]
    public async Task Run_PartWithoutEnd_IsBoundedAndReadAnew()
    {
        using var site = await Site.OpenAsync();
        var pictures = await PicturesAsync(site);
        var megabyte = new byte[1 << 20];
        await using var server = new MjpegServer(async camera =>
        {
            await camera.AnswerAsync();
            await camera.PartAsync(pictures[0]);
            if (camera.Number == 0)
            {
                await camera.SendAsync($"--{MjpegServer.Boundary}\r\nContent-Type: image/jpeg\r\n\r\n");
                for (var i = 0; i < 400; i++)
                    await camera.SendAsync(megabyte);
            }
            await camera.PartsForEverAsync(pictures);
        });

        var host = site.Start("--source", server.Url);

        await host.Log.WaitAsync("without the end of a part", Site.Patience);
        await site.WaitAsync("stats", m => Camera(m).GetProperty("restarts").GetInt64() >= 1 && Seen(m) > 10);
        var resident = ProcessTable.ResidentBytes(host.Id);
        output.WriteLine($"{resident >> 20} MiB resident behind 400 MiB without an end");
        Assert.InRange(resident, 0, 350L << 20);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ServerFallsSilent_StallsAndIsConnectedToAnew(bool afterSomePictures)
    {
        using var site = await Site.OpenAsync();
        var pictures = await PicturesAsync(site);
        await using var server = new MjpegServer(async camera =>
        {
            if (camera.Number > 0 || afterSomePictures)
                await camera.AnswerAsync();
            if (camera.Number == 0 && afterSomePictures)
                await camera.PartAsync(pictures[0]);
            if (camera.Number == 0)
                await camera.SilenceAsync();
            await camera.PartsForEverAsync(pictures);
        });

        var host = site.Start("--source", server.Url, "--set", "Cameras:0:StallTimeout=00:00:01");

        // the state behind a stall follows at once, and a retained topic keeps the latest
        await site.WaitAsync("info", m => m.Json.GetProperty("cameras")[0].TryGetProperty("detail", out var detail) && detail.GetString()!.StartsWith("no frame for 1 s", StringComparison.Ordinal));
        await site.WaitAsync("stats", m => Camera(m).GetProperty("restarts").GetInt64() >= 1 && Seen(m) > 3);
        output.WriteLine(string.Join('\n', host.Log.All.Where(line => line.Contains("camera camera", StringComparison.Ordinal))));
        await host.StopAsync();
    }

    [Fact]
    public async Task Run_ServerHangsUp_IsConnectedToAgainAndAgain()
    {
        using var site = await Site.OpenAsync();
        var pictures = await PicturesAsync(site);
        await using var server = new MjpegServer(async camera =>
        {
            await camera.AnswerAsync();
            await camera.PartAsync(pictures[0]);
            if (camera.Number < 3)
                await camera.SendAsync(pictures[1][..200]); // and no more
            else
                await camera.PartsForEverAsync(pictures);
        });

        var host = site.Start("--source", server.Url);

        await site.WaitAsync("stats", m => Camera(m).GetProperty("restarts").GetInt64() == 3 && Seen(m) > 5);
        Assert.Equal(4, server.Connections);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("401 Unauthorized", "text/plain", "user:password@host")]
    [InlineData("404 Not Found", "text/plain", "404")]
    [InlineData("200 OK", "text/html", "expected multipart/x-mixed-replace")]
    public async Task Run_ServerAnswersSomethingElse_InfoSaysWhat(string status, string type, string expected)
    {
        await using var server = new MjpegServer(camera => camera.AnswerAsync(status, type));
        using var site = await Site.OpenAsync();

        var host = site.Start("--source", server.Url.Replace("://", "://admin:secret@", StringComparison.Ordinal));

        var info = await site.WaitAsync("info", m => m.Json.GetProperty("cameras")[0].TryGetProperty("detail", out var detail)
            && detail.GetString()!.Contains(expected, StringComparison.Ordinal));
        output.WriteLine(info.Json.GetProperty("cameras")[0].GetRawText());
        await host.StopAsync();
        Assert.DoesNotContain("secret", host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(site.Watcher.All, m => m.Text.Contains("secret", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<byte[]>> PicturesAsync(Site site) =>
        await VideoFile.PicturesAsync(await VideoFile.MakeAsync(site.Folder.File("film.mp4"), 12), 12);

    private static System.Text.Json.JsonElement Camera(Mqtt.MqttMessage stats) => stats.Json.GetProperty("cameras").GetProperty("camera");

    /// <summary>Pictures that were decoded: through the engine, or too late for it.</summary>
    private static long Seen(Mqtt.MqttMessage stats) => Camera(stats).GetProperty("frames").GetInt64() + Camera(stats).GetProperty("dropped").GetInt64();
}
