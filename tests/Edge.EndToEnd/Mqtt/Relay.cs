using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Edge.EndToEnd.Mqtt;

/// <summary>A port in front of a broker that can be shut: connections through it are cut then, and new ones refused.</summary>
internal sealed class Relay : IDisposable
{
    private readonly int _target;
    private readonly int _port = FreePort.Take();
    private readonly Lock _gate = new();
    private readonly List<Socket> _sockets = [];
    private TcpListener? _listener;

    public Relay(int target)
    {
        _target = target;
        Open();
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public void Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    public void Close()
    {
        _listener?.Dispose();
        lock (_gate)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }

    public void Dispose() => Close();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = JoinAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // shut
        }
    }

    private async Task JoinAsync(Socket client)
    {
        var broker = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_gate)
            _sockets.AddRange([client, broker]);
        try
        {
            await broker.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(CopyAsync(client, broker), CopyAsync(broker, client));
        }
        catch (SocketException)
        {
            // the broker is not there
        }
        finally
        {
            client.Dispose();
            broker.Dispose();
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var bytes = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(bytes) is > 0 and var count)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(bytes.AsMemory(sent, count - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // either side has gone, and with it the other
        }
    }
}
