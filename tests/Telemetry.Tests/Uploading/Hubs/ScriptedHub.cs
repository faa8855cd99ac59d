using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Telemetry.Tests.Uploading.Hubs;

/// <summary>An HTTP server on a raw socket that does to each request what the test says, good or evil.</summary>
internal sealed class ScriptedHub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<HubRequest, HubAnswer> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _requests;

    /// <param name="certificate">With its key: TLS, and a client certificate is asked for.</param>
    public ScriptedHub(Func<HubRequest, HubAnswer> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Of the last client that showed a certificate.</summary>
    public string? ClientName { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await OpenAsync(client);
                while (await ReadAsync(stream) is { } request)
                {
                    Interlocked.Increment(ref _requests);
                    var answer = _answer(request);
                    if (answer.Hangs)
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                    await stream.WriteAsync(answer.ToBytes(), _stop.Token);
                    if (answer.CutAfter >= 0)
                        return;
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The device hung up, or the test is over.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                {
                    ClientName = shown?.Subject;
                    return shown is not null || errors == SslPolicyErrors.RemoteCertificateNotAvailable; // which one is the test's affair
                },
            },
            _stop.Token);
        return stream;
    }

    /// <summary>Null when the client hung up.</summary>
    private async Task<HubRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!(head is [.., 13, 10, 13, 10]))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            head.Add(one[0]);
        }
        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var target = lines[0].Split(' ');
        var at = target[1].Split('?', 2);
        var query = (at.Length > 1 ? at[1].Split('&') : []).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new HubRequest(target[0], at[0], query, headers, body);
    }
}
