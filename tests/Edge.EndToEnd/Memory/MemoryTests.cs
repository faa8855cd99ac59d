using System.Text.Json;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Memory;

/// <summary>What a running host remembers, as its user meets it: asked for, deleted, and there after a kill.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const string Room = "sim:street?scenario=indoor-room&seed=2";

    [Fact]
    public async Task Run_Killed_RemembersWhatWasCommittedAndAnswersFromIt()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("memory.db");
        string[] settings = ["--set", $"Memory:Path={file}"];
        JsonElement before;
        using (var host = HostProcess.Start(["run", "--source", Room, "--set", "Mqtt:Port=0", .. settings], folder.Path))
        {
            await Eventually.TrueAsync(() => StatusAsync().GetAwaiter().GetResult() is { } status && status.GetProperty("sightings").GetInt64() >= 8 && status.GetProperty("labels").TryGetProperty("cup", out _), TimeSpan.FromSeconds(60), "sightings in the memory");
            before = (await StatusAsync())!.Value;
            host.Send(Signal.Kill);
            await host.ExitAsync();
        }

        var after = (await StatusAsync())!.Value;
        Assert.True(after.GetProperty("sightings").GetInt64() >= before.GetProperty("sightings").GetInt64(), $"{before}\n{after}");
        Assert.True(after.GetProperty("things").GetInt64() >= before.GetProperty("things").GetInt64(), $"{before}\n{after}");
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), name => name.Contains("damaged", StringComparison.Ordinal));

        var asked = await HostProcess.RunAsync(["ask", "where did I leave my cup?", "--source", Room, "--frames", "1", "--json", .. settings], folder.Path);
        output.WriteLine(asked.Story);
        Assert.Equal(0, asked.ExitCode);
        Assert.Equal("Moment", JsonElement.Parse(asked.Output).GetProperty("type").GetString());
        Assert.EndsWith(" ago.", JsonElement.Parse(asked.Output).GetProperty("text").GetString()!.Replace("now.", "0 ago.", StringComparison.Ordinal), StringComparison.Ordinal);

        // It goes on where it was.
        using (var again = HostProcess.Start(["run", "--source", Room, "--set", "Mqtt:Port=0", .. settings], folder.Path))
        {
            var kept = after.GetProperty("sightings").GetInt64();
            await Eventually.TrueAsync(() => StatusAsync().GetAwaiter().GetResult() is { } status && status.GetProperty("sightings").GetInt64() > kept, TimeSpan.FromSeconds(60), "more sightings");
            await again.StopAsync();
        }

        var forgotten = await HostProcess.RunAsync(["memory", "forget", "--label", "cup", .. settings], folder.Path);
        output.WriteLine(forgotten.Story);
        Assert.Equal(0, forgotten.ExitCode);
        Assert.False((await StatusAsync())!.Value.GetProperty("labels").TryGetProperty("cup", out _));
        Assert.Equal(0, (await HostProcess.RunAsync(["memory", "forget", "--all", .. settings], folder.Path)).ExitCode);
        Assert.Equal(0, (await StatusAsync())!.Value.GetProperty("things").GetInt64());

        async Task<JsonElement?> StatusAsync()
        {
            var run = await HostProcess.RunAsync(["memory", "status", "--json", .. settings], folder.Path);
            return run.ExitCode == 0 ? JsonElement.Parse(run.Output) : null;
        }
    }

    [Theory]
    [InlineData("there is no memory at", "status")]
    [InlineData("say what to forget", "forget")]
    [InlineData("--older-than soon", "forget", "--older-than", "soon")]
    public async Task Memory_WhatCannotBe_IsSaid(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = await HostProcess.RunAsync(["memory", .. arguments, "--set", $"Memory:Path={folder.File("absent.db")}"], folder.Path);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }
}
