using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Settings;

/// <summary>Settings that cannot be: everything that is wrong at once, on standard error, exit code 2, and nothing is started.</summary>
public sealed class SettingsTests(ITestOutputHelper output)
{
    private const string Wrong = """
        {
          "Cameras": [
            { "Id": "front", "Uri": "sim:pattern" },
            { "Id": "front", "Uri": "sim:pattern" },
            { "Id": "yard/+", "Uri": "sim:pattern" },
            { "Id": "stats", "Uri": "gopher:x" },
            { "Id": "gate", "Uri": "sim:pattern?size=big", "FrameBuffers": "many", "StallTimeout": "soon", "Colour": "red" }
          ],
          "Stats": { "Seconds": "often" },
          "Frames": { "EngineThreads": 0 },
          "Mqtt": { "Port": 99999, "Device": "a/b", "Protocol": "V9", "Hots": "x" },
          "Events": { "Cameras": { "front": { "Zones": [ { "Name": "z", "Points": "0,0 1,0", "Pts": "1" } ] } } },
          "Tracking": "strict",
          "Kameras": {}
        }
        """;

    [Fact]
    public async Task Run_MuchThatIsWrong_SaysAllOfItAndStartsNothing()
    {
        using var folder = new TemporaryFolder();

        var run = await HostProcess.RunAsync(["run", "--config", folder.Write("wrong.json", Wrong)], folder.Path);

        output.WriteLine(run.Errors);
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.All(
            (string[])[
                "Cameras:1:Id is 'front', and another camera has that name",
                "Cameras:2:Id is 'yard/+'; expected 1 to 64 letters",
                "Cameras:3:Id is 'stats', which is reserved",
                "Cameras:3:Uri of camera 'stats' has the unknown scheme 'gopher:'",
                "Cameras:4:Uri of camera 'gate' has size='big'; expected a size such as 640x360",
                "Cameras:4:FrameBuffers: 'many' is not allowed; expected a whole number",
                "Cameras:4:StallTimeout: 'soon' is not allowed; expected a duration such as 00:00:10",
                "Cameras:4:Colour: there is no such setting",
                "Stats:Seconds: 'often' is not allowed; expected a number",
                "Frames:EngineThreads: 0 is not allowed; expected 1 to 64",
                "Mqtt:Port is '99999': expected 1 to 65535",
                "Mqtt:Device is 'a/b': expected one topic level",
                "Mqtt:Protocol: 'V9' is not allowed; expected Auto, V311, V5",
                "Mqtt:Hots: there is no such setting",
                "Events:Cameras:front:Zones:0:Pts: there is no such setting",
                "Events:Cameras:front:Zones:0:Points",
                "Tracking: 'strict' is not allowed; expected a section",
                "Kameras: there is no such section; expected one of Cameras",
            ],
            expected => Assert.Contains(expected, run.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("info:", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--config nowhere.json --set Foo", "--config nowhere.json: there is no such file", "--set Foo: expected Key=Value")]
    [InlineData("--config cut.json", "cut.json", "LineNumber")]
    [InlineData("--set Stats:Seconds=0,5", "Stats:Seconds: '0,5' is not allowed")]
    [InlineData("--model nobody", "camera 'camera': there is no model 'nobody'", "known: pattern")]
    [InlineData("--set Mqtt:Host=broker --set Mqtt:CaFile=/nowhere.pem --set Mqtt:ClientKeyFile=/nowhere.key", "Mqtt:CaFile", "expected ClientCertificateFile and ClientKeyFile together")]
    [InlineData("--bogus", "'--bogus'")]
    [InlineData("--mqtt 127.0.0.1:123456", "Mqtt:Port is '123456'")]
    public async Task Run_WrongArguments_SaysWhatAndEnds(string arguments, params string[] expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("cut.json", "{\"Cameras\":[\n");

        var run = await HostProcess.RunAsync(["run", .. arguments.Split(' ')], folder.Path);

        output.WriteLine(run.Errors);
        Assert.Equal(2, run.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, run.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("info:", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_OptionInFrontOfIt_IsNotSilentlyIgnored()
    {
        using var folder = new TemporaryFolder();

        var run = await HostProcess.RunAsync(["--set", "Models:Default=nobody", "detect", "--frames", "1"], folder.Path);

        output.WriteLine(run.Errors);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--set stands in front of 'detect'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_LaterOnes_Win()
    {
        using var site = await Site.OpenAsync();
        site.Folder.Write("appsettings.json", """{"Cameras":[{"Id":"file","Uri":"sim:pattern"}],"Mqtt":{"Prefix":"appsettings"}}""");
        var config = site.Folder.Write("more.json", """{"Cameras":[{"Id":"more"}],"Mqtt":{"Prefix":"config"}}""");
        var environment = new Dictionary<string, string?> { ["EDGE__Mqtt__Prefix"] = "environment", ["EDGE__Stats__Seconds"] = "0.2" };
        using var host = HostProcess.Start(["--config", config, "--mqtt", site.Broker.Address, "--device", "d", "--set", "Mqtt:Prefix=set"], site.Folder.Path, environment);

        await site.Watcher.WaitAsync("set/d/more/detections", _ => true, Site.Patience, host.Story);

        await site.Watcher.WaitAsync("set/d/stats", m => m.Json.GetProperty("uptime_s").GetDouble() < 1, Site.Patience, host.Story);
        await host.StopAsync();
    }
}
