using Edge.EndToEnd.Commands;
using Edge.EndToEnd.Mqtt;
using Xunit;

namespace Edge.EndToEnd.Asking;

/// <summary>One host that looks at the simulated street, for all tests of a class.</summary>
public sealed class AskedHost : IAsyncLifetime
{
    internal const string Street = "sim:street?seed=7&scenario=traffic";

    internal Site Site { get; private set; } = null!;

    internal Uri Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Site = await Site.OpenAsync();
        var host = Site.Start(
            "--set", "Cameras:0:Id=street", "--set", $"Cameras:0:Uri={Street}", "--set", "Asking:BudgetSeconds=20", "--set", $"Asking:Http:Port={FreePort.Take()}");
        var line = await host.Log.WaitAsync("Questions over HTTP: POST ", Site.Patience);
        Http = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
        await Site.WaitAsync("street/detections");
        await Site.CommandAsync("snapshot", """{"camera":"street"}"""); // answered once the subscriptions stand
    }

    public ValueTask DisposeAsync()
    {
        Site?.Dispose();
        return ValueTask.CompletedTask;
    }
}
