using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Exceptions;
using MQTTnet.Server;

namespace Telemetry.Mqtt;

/// <summary>Accepts connections for the embedded broker: few enough, and over our own wire, which bounds packets.</summary>
internal sealed class LoopbackListener : IMqttServerAdapter, IAsyncDisposable
{
    private const int Connections = 64;
    private const int MaxPacketBytes = 4 * 1024 * 1024; // a snapshot in full resolution

    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(100);
    private readonly Socket _socket;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private int _open;

    private LoopbackListener(Socket socket, ILogger log)
    {
        _socket = socket;
        _log = log;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>The first free port from <paramref name="port"/> on; any free one if none of them is.</summary>
    public static LoopbackListener Bind(int port, int portsTried, ILogger log)
    {
        for (var offset = 0; ; offset++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                var isTried = offset < portsTried && port + offset <= IPEndPoint.MaxPort;
                socket.Bind(new IPEndPoint(IPAddress.Loopback, isTried ? port + offset : 0));
                socket.Listen(Connections);
                return new LoopbackListener(socket, log);
            }
            catch (SocketException e) when (offset < portsTried && e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                socket.Dispose();
            }
        }
    }

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        _accepting = Task.Run(AcceptAsync);
        return Task.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(_stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client left before it was accepted, or no more files may be opened: the latter passes, but not at once.
                await Task.Delay(s_breath, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            if (Interlocked.Increment(ref _open) <= Connections)
            {
                _ = ServeAsync(client);
                continue;
            }
            Interlocked.Decrement(ref _open);
            _log.BrokerFull(client.RemoteEndPoint?.ToString() ?? "", Connections);
            client.Dispose();
        }
    }

    private async Task ServeAsync(Socket client)
    {
        client.NoDelay = true;
        var channel = new Channel(client, new NetworkStream(client, ownsSocket: false), isSecure: false);
        using var wire = new ServerWire(channel, MaxPacketBytes);
        try
        {
            await wire.ConnectAsync(_stop.Token);
            if (ClientHandler is { } handler)
                await handler(wire);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException
            or MqttCommunicationException or MqttProtocolViolationException)
        {
            // A client that misbehaves or leaves is its own affair.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
    }

    public void Dispose() => _socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
