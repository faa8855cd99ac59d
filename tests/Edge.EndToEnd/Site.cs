using Edge.EndToEnd.Mqtt;
using Edge.EndToEnd.Processes;

namespace Edge.EndToEnd;

/// <summary>A place where a host runs: an empty folder, a broker, and somebody who watches what is published.</summary>
internal sealed class Site : IDisposable
{
    /// <summary>The device's branch of the topic tree.</summary>
    public const string Device = "site";

    /// <summary>For what takes a second or two on an idle machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly List<HostProcess> _hosts = [];

    private Site(MosquittoBroker broker, MosquittoWatcher watcher) => (Broker, Watcher) = (broker, watcher);

    public TemporaryFolder Folder { get; } = new();

    public MosquittoBroker Broker { get; }

    public MosquittoWatcher Watcher { get; }

    public static async Task<Site> OpenAsync()
    {
        var broker = await MosquittoBroker.StartAsync();
        return new Site(broker, await MosquittoWatcher.StartAsync(broker.Port));
    }

    public static string Topic(string below) => $"edge/{Device}/{below}";

    /// <summary>Starts the host onto this broker.</summary>
    public HostProcess Start(params string[] arguments) => StartVia(Broker.Address, arguments);

    public HostProcess StartVia(string address, params string[] arguments)
    {
        var host = HostProcess.Start(
            ["run", "--mqtt", address, "--device", Device, "--set", "Stats:Seconds=0.5", .. arguments], Folder.Path);
        _hosts.Add(host);
        return host;
    }

    public Task<MqttMessage> WaitAsync(string below, Func<MqttMessage, bool> fits, int from = 0) =>
        Watcher.WaitAsync(Topic(below), fits, Patience, Story, from);

    /// <summary>The host's exit code, once the watcher has heard its last word too: only then is everything it published here.</summary>
    public async Task<int> ExitAsync(HostProcess host, TimeSpan within)
    {
        var code = await host.ExitAsync(within);
        await WaitAsync("status", m => m.Text == "offline");
        return code;
    }

    public Task<MqttMessage> WaitAsync(string below, int from = 0) => WaitAsync(below, _ => true, from);

    public IReadOnlyList<MqttMessage> On(string below) => Watcher.On(Topic(below));

    public void Dispose()
    {
        foreach (var host in _hosts)
            host.Dispose();
        Watcher.Dispose();
        Broker.Dispose();
        Folder.Dispose();
    }

    private string Story() => string.Join('\n', _hosts.Select(host => host.Story()));
}
