using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RewardHub.Tests.Hubs;

/// <summary>Stands between the hub and its database, so that the database can be away: connections are cut, and new ones are cut at once.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly int _port;
    private volatile bool _isCut;

    public Relay(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut()
    {
        _isCut = true;
        while (_clients.TryTake(out var client))
            client.Dispose();
    }

    public void Mend() => _isCut = false;

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                if (_isCut)
                    near.Dispose();
                else
                    _ = PassAsync(near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        using var far = new TcpClient();
        _clients.Add(near);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        near.Dispose();
    }
}
