using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Doctor;

/// <summary>What works here, what does not, and how to mend it.</summary>
public sealed class DoctorTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Doctor_NothingAmiss_ExitsWithZero()
    {
        using var folder = new TemporaryFolder();
        using var broker = await MosquittoBroker.StartAsync();
        var port = broker.Address.Split(':')[1];

        var run = await DoctorAsync(folder, null, "--set", "Mqtt:Host=127.0.0.1", "--set", $"Mqtt:Port={port}");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(
            (string[])["ok    host: ", "ok    model street-detector: runs on CPU", "ok    camera camera: sim:street?seed=7&scenario=crossing gives", $"ok    broker: 127.0.0.1:{port} takes us in"],
            line => Assert.Contains(line, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("FAIL", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_MuchAmiss_SaysEachAndExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        var closed = FreePort.Take();

        var run = await DoctorAsync(
            folder, null, "--set", "Mqtt:Host=127.0.0.1", "--set", $"Mqtt:Port={closed}", "--set", "Models:Default=nobody",
            "--set", "Cameras:0:Id=film", "--set", "Cameras:0:Uri=file:nowhere.mp4", "--set", "Cameras:1:Id=net", "--set", $"Cameras:1:Uri=http://127.0.0.1:{closed}/video");

        Assert.Equal(1, run.ExitCode);
        Assert.All(
            (string[])["FAIL  model nobody: there is no model 'nobody'", "FAIL  camera film: there is no file 'nowhere.mp4'", "FAIL  camera net: ", $"FAIL  broker: 127.0.0.1:{closed}: Connection refused"],
            line => Assert.Contains(line, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_WithoutFfmpeg_SaysHowToGetIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("film.mp4", "not needed to be one");
        var bare = new Dictionary<string, string?> { ["PATH"] = folder.Path };

        var asked = await DoctorAsync(folder, bare, "--set", "Cameras:0:Id=film", "--set", "Cameras:0:Uri=file:film.mp4");
        var notAsked = await DoctorAsync(folder, bare);

        Assert.Equal(1, asked.ExitCode);
        Assert.Contains("FAIL  ffmpeg: not found", asked.Output, StringComparison.Ordinal);
        Assert.Contains("apt-get install ffmpeg", asked.Output, StringComparison.Ordinal);
        Assert.Equal(0, notAsked.ExitCode);
        Assert.Contains("note  ffmpeg: not found", notAsked.Output, StringComparison.Ordinal);
    }

    private async Task<Finished> DoctorAsync(TemporaryFolder folder, Dictionary<string, string?>? environment, params string[] arguments)
    {
        var run = await HostProcess.RunAsync(["doctor", .. arguments], folder.Path, environment);
        output.WriteLine(run.Output);
        return run;
    }
}
