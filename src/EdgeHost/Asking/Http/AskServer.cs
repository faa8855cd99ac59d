using System.Net;
using EdgeHost.Configuration;
using EdgeHost.Rewards;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EdgeHost.Asking.Http;

/// <summary>
/// <c>POST /ask</c> and <c>POST /feedback</c> on Kestrel alone, without the web framework around it: two paths, no routing, no middleware. Bounded in connections, in
/// header and body bytes, and in the time either may take. A port that cannot be had is said in the log; cameras and MQTT go on without.
/// </summary>
internal sealed class AskServer(EdgeSettings settings, QuestionDesk desk, QuestionReader reader, RewardDesk rewards, ILoggerFactory loggers) : IAsyncDisposable
{
    private const int PortsTried = 20;
    private const int HeaderBytes = 8 * 1024;
    private static readonly TimeSpan s_headers = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(2);

    private readonly ILogger _log = loggers.CreateLogger<AskServer>();
    private KestrelServer? _server;

    /// <summary>Null while it does not listen.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var http = settings.Asking.Http;
        if (!http.Enabled)
            return;
        BearerToken? token = null;
        if (http.TokenFile is { } file && !BearerToken.TryRead(file, out token, out var fault))
        {
            AskingLog.CannotListen(_log, fault); // it was there when the settings were checked
            return;
        }
        var address = IPAddress.Parse(http.Address);
        var isLocal = IPAddress.IsLoopback(address);
        for (var port = http.Port; _server is null; port++)
        {
            try
            {
                var endPoint = new IPEndPoint(address, port);
                _server = await ListenAsync(endPoint, token, cancellationToken);
                EndPoint = endPoint;
                AskingLog.Listening(_log, endPoint.ToString());
                if (!isLocal)
                    AskingLog.TokenInClear(_log, endPoint.ToString());
            }
            catch (IOException e) when (e.InnerException is AddressInUseException && isLocal && port < Math.Min(http.Port + PortsTried, IPEndPoint.MaxPort))
            {
                AskingLog.PortTaken(_log, port);
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
            {
                AskingLog.CannotListen(_log, e.Message);
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        using var bound = new CancellationTokenSource(s_stopBound);
        await _server.StopAsync(bound.Token); // closes idle connections, gives answers on their way so long
        _server.Dispose();
        (_server, EndPoint) = (null, null);
    }

    private async Task<KestrelServer> ListenAsync(IPEndPoint endPoint, BearerToken? token, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxConcurrentConnections = settings.Asking.Http.Connections;
        options.Limits.MaxRequestBodySize = AskApplication.MostBytes;
        options.Limits.MaxRequestBufferSize = AskApplication.MostBytes;
        options.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        options.Limits.MaxRequestLineSize = HeaderBytes / 2;
        options.Limits.RequestHeadersTimeout = s_headers;
        options.Limits.KeepAliveTimeout = s_idle;
        options.Listen(endPoint, listen => listen.Protocols = HttpProtocols.Http1);
        var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        try
        {
            await server.StartAsync(new AskApplication(desk, reader, rewards, token, _log), cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }
}
