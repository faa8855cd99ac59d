using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd.Commands;

/// <summary>Settings that change on disk while the host runs.</summary>
public sealed class ReloadCommandTests(ITestOutputHelper output)
{
    private const string One = """{"Cameras":[{"Id":"stays","Uri":"sim:pattern"},{"Id":"goes","Uri":"sim:pattern"}]}""";
    private const string Two = """{"Cameras":[{"Id":"stays","Uri":"sim:pattern"},{"Id":"comes","Uri":"sim:pattern?boxes=1"}]}""";
    private const string Wrong = """{"Cameras":[{"Id":"stays","Uri":"gopher:x"},{"Id":"a/b","Uri":"sim:pattern"}],"Stats":{"Seconds":-1}}""";

    [Fact]
    public async Task Reload_NewSettings_StartsAndStopsOnlyWhatChanged()
    {
        using var site = await Site.OpenAsync();
        var file = site.Folder.Write("cameras.json", One);
        var host = site.Start("--config", file);
        await site.WaitAsync("stays/detections");
        await site.WaitAsync("goes/detections");

        site.Folder.Write("cameras.json", Wrong);
        var refused = await site.CommandAsync("reload", "");
        output.WriteLine(refused.GetRawText());
        Assert.False(refused.IsOk());
        Assert.All((string[])["gopher", "a/b"], wrong => Assert.Contains(wrong, refused.GetProperty("error").GetString(), StringComparison.Ordinal));
        await site.WaitAsync("goes/detections", site.Watcher.Count); // nothing has changed

        site.Folder.Write("cameras.json", Two);
        var done = await site.CommandAsync("reload", "");
        output.WriteLine(done.GetRawText());
        Assert.True(done.IsOk());
        var from = site.Watcher.Count;
        await site.WaitAsync("comes/detections", from);
        var info = await site.WaitAsync("info", m => Cameras(m) is ["comes", "stays"]);
        Assert.NotNull(info);
        // events come over the disk, answers and info do not
        await Eventually.TrueAsync(() => EventLedger.Read(site.On("goes/events")).IsAtRest, Site.Patience, "an end for each object");
        EventLedger.Read(site.On("goes/events")).AssertEveryObjectBeganAndEndedOnce();
        var frames = site.On("stays/detections").Select(m => m.Json.GetProperty("frame_id").GetInt32()).ToList();
        Assert.Equal(frames.Order(), frames); // it was not started anew
        await host.StopAsync();
    }

    private static string[] Cameras(MqttMessage info) => [.. info.Json.GetProperty("cameras").EnumerateArray().Select(c => c.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
}
