using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.EndToEnd.Cameras;

/// <summary>A network camera of the worst kind: each connection, counted from 0, is served by the test's own script, byte by byte.</summary>
internal sealed class MjpegServer : IAsyncDisposable
{
    public const string Boundary = "frame";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<MjpegConnection, Task> _script;
    private readonly Task _serving;
    private int _connections;

    public MjpegServer(Func<MjpegConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/video");

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await ReadRequestAsync(stream);
                await _script(new MjpegConnection(stream, Interlocked.Increment(ref _connections) - 1, _stop.Token));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // the host went, or the test is over
            }
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var bytes = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(bytes, _stop.Token);
            if (count == 0)
                throw new IOException("no request");
            request.Append(Encoding.ASCII.GetString(bytes, 0, count));
        }
    }
}
