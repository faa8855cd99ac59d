using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Commands;

/// <summary>One host with one camera, for all tests of a class: commands must leave it as able as it was.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    internal Site Site { get; private set; } = null!;

    internal HostProcess Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await Site.OpenAsync();
        Host = Site.Start("--source", "sim:pattern");
        await Site.WaitAsync("camera/detections");
        // answered once the subscription stands
        await Site.CommandAsync("snapshot", """{"camera":"camera"}""");
    }

    public ValueTask DisposeAsync()
    {
        Site?.Dispose();
        return ValueTask.CompletedTask;
    }
}
