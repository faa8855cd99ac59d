using System.Globalization;
using Edge.EndToEnd.Processes;

namespace Edge.EndToEnd.Mqtt;

/// <summary>A real mosquitto on a free port of the loopback interface; keeps nothing over its death.</summary>
internal sealed class MosquittoBroker : IDisposable
{
    private static readonly TimeSpan s_startBound = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private Child? _child;

    private MosquittoBroker(int port) => Port = port;

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<MosquittoBroker> StartAsync()
    {
        var broker = new MosquittoBroker(FreePort.Take());
        await broker.ListenAsync();
        return broker;
    }

    /// <summary>As a crash or a power cut: nobody is told, nothing is kept.</summary>
    public async Task KillAsync()
    {
        _child!.Send(Signal.Kill);
        await _child.ExitAsync();
        _child.Dispose();
    }

    /// <summary>Freezes it: connections stay, nothing is answered.</summary>
    public void Freeze() => _child!.Send(Signal.Stop);

    public void Thaw() => _child!.Send(Signal.Continue);

    /// <summary>Starts it, for the first time or after it was killed, on the same port.</summary>
    public async Task ListenAsync()
    {
        var configuration = _folder.Write("mosquitto.conf", string.Create(CultureInfo.InvariantCulture, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence false
            max_queued_messages 0
            log_dest stderr
            """));
        _child = Child.Start(Tool.Need("mosquitto", "mosquitto"), ["-c", configuration]);
        await _child.Errors.WaitAsync(" running", s_startBound);
    }

    public void Dispose()
    {
        _child?.Dispose();
        _folder.Dispose();
    }
}
