using System.Net;
using System.Net.Sockets;

namespace Telemetry.Tests.Brokers;

/// <summary>Does to each connection what the test says, good or evil.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(60));
    private readonly Task _accepting;
    private int _connections;

    /// <param name="serve">Called for each connection with its number, from 0; the connection closes when it returns.</param>
    public ScriptedBroker(Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        _listener.Start();
        _accepting = Task.Run(() => AcceptAsync(serve));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public static byte[] Accept(bool v5, params byte[] properties) => v5
        ? [0x20, (byte)(3 + properties.Length), 0, 0, (byte)properties.Length, .. properties]
        : [0x20, 2, 0, 0];

    /// <summary>Reads CONNECT, consents, and answers SUBSCRIBE and PINGREQ; hands every PUBLISH to the test.</summary>
    public static async Task ServeAsync(NetworkStream stream, byte[] properties, Func<RawMessage, int, Task> published, CancellationToken stop)
    {
        var v5 = (await RawClient.ReadPacketAsync(stream, stop)).Body[6] == 5;
        await stream.WriteAsync(Accept(v5, properties), stop);
        while (true)
        {
            var (type, body) = await RawClient.ReadPacketAsync(stream, stop);
            switch (type >> 4)
            {
                case 3:
                    var (message, id) = RawClient.Parse(type, body, v5);
                    await published(message, id);
                    break;
                case 8:
                    await stream.WriteAsync(v5 ? [0x90, 4, body[0], body[1], 0, 1] : (byte[])[0x90, 3, body[0], body[1], 1], stop);
                    break;
                case 12:
                    await stream.WriteAsync((byte[])[0xD0, 0], stop);
                    break;
                case 14:
                    return;
            }
        }
    }

    private async Task AcceptAsync(Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                serving.Add(RunAsync(client, Interlocked.Increment(ref _connections) - 1, serve));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task RunAsync(TcpClient client, int number, Func<NetworkStream, int, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client.GetStream(), number, _stop.Token);
            }
            catch (Exception e) when (e is IOException or EndOfStreamException or OperationCanceledException or ObjectDisposedException)
            {
                // The host hung up, or the test is over.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }
}
