using System.Text.Json;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Running;

/// <summary>Full disks, folders where nothing can be written, readers that leave.</summary>
public sealed class PoorSurroundingsTests(ITestOutputHelper output)
{
    /// <summary>In <c>/proc</c> not even root can make a file.</summary>
    [Fact]
    public async Task Run_WhereNothingCanBeWritten_Runs()
    {
        using var site = await Site.OpenAsync();
        var environment = new Dictionary<string, string?> { ["TMPDIR"] = "/proc", ["HOME"] = "/proc" };
        using var host = HostProcess.Start(["--mqtt", site.Broker.Address, "--device", Site.Device], "/proc", environment);

        await site.Watcher.WaitAsync(Site.Topic("camera/events"), m => m.Json.GetProperty("type").GetString() == "new", Site.Patience, host.Story);

        await host.StopAsync();
    }

    [Theory]
    [InlineData("detect --json --source sim:pattern --frames 100", "No space left on device")]
    [InlineData("doctor", "No space left on device")]
    public async Task Command_OntoAFullDisk_SaysSoInALine(string command, string expected)
    {
        using var folder = new TemporaryFolder();

        using var shell = Shell($"exec {HostProcess.Program} {command} > /dev/full", folder);
        var code = await shell.ExitAsync(Site.Patience);

        output.WriteLine(shell.Errors.Text);
        Assert.Equal(1, code);
        Assert.Contains(expected, Assert.Single(shell.Errors.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LogOntoAFullDisk_Runs()
    {
        using var site = await Site.OpenAsync();
        using var shell = Shell($"exec {HostProcess.Program} --mqtt {site.Broker.Address} --device {Site.Device} 2> /dev/full", site.Folder);

        await site.Watcher.WaitAsync(Site.Topic("camera/events"), m => m.Json.GetProperty("type").GetString() == "new", Site.Patience, shell.Story);

        shell.Send(Signal.Terminate);
        Assert.Equal(0, await shell.ExitAsync(HostProcess.StopBound));
    }

    [Fact]
    public async Task Detect_ReaderLeaves_Ends()
    {
        using var folder = new TemporaryFolder();

        using var shell = Shell($"{{ {HostProcess.Program} detect --json --source sim:pattern; echo $? > code; }} | head -n 2", folder);
        await shell.ExitAsync(Site.Patience);

        Assert.Equal(2, shell.Output.All.Count);
        Assert.All(shell.Output.All, line => JsonDocument.Parse(line).Dispose());
        Assert.Equal("0", (await File.ReadAllTextAsync(folder.File("code"), TestContext.Current.CancellationToken)).Trim());
        Assert.Empty(shell.Errors.All);
    }

    private static Child Shell(string command, TemporaryFolder folder) => Child.Start("/bin/sh", ["-c", command], folder.Path);
}
