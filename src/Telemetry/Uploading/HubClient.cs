using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Telemetry.Tls;

namespace Telemetry.Uploading;

/// <summary>Speaks to the hub for the length of one upload: token and certificates are read at its beginning. Never throws for what network
/// and hub do.</summary>
internal sealed class HubClient : IDisposable
{
    private readonly UploadOptions _options;
    private readonly string _device;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly HubReplyReader _reader;
    private string _tlsFault = "";
    private bool _compresses = true;

    public HubClient(UploadOptions options, string device, TimeProvider time)
    {
        (_options, _device, _time) = (options, device, time);
        _reader = new HubReplyReader(options.Hub, time);
        _http = new HttpClient(Handler()) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <param name="spool">The number of the spool that <paramref name="range"/> belongs to.</param>
    /// <param name="acknowledged">The device has nothing up to here any more.</param>
    public async Task<HubReply> SendAsync(UploadBody body, RecordRange range, ulong spool, long acknowledged, CancellationToken cancellationToken)
    {
        var reply = await SendOnceAsync(body, range, spool, acknowledged, cancellationToken);
        if (reply.Kind != ReplyKind.UnknownCompression || !_compresses)
            return reply;
        _compresses = false;
        return await SendOnceAsync(body, range, spool, acknowledged, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HubReply> SendOnceAsync(UploadBody body, RecordRange range, ulong spool, long acknowledged, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{_device}/{spool:x16}/{range.Boot}/{range.First}-{range.Last}/{body.Hash}");
            using var request = Request(body, range, spool, acknowledged, key);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return await _reader.ReadAsync(response, key, acknowledged, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Fault($"no whole answer within {_options.Timeout.TotalSeconds:0.#} s (Upload:Timeout)");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or AuthenticationException or CryptographicException or UnauthorizedAccessException or FormatException)
        {
            return Fault(_tlsFault.Length > 0 ? _tlsFault : e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
        }
    }

    private HttpRequestMessage Request(UploadBody body, RecordRange range, ulong spool, long acknowledged, string key)
    {
        var uri = string.Create(CultureInfo.InvariantCulture,
            $"{_options.Url!.TrimEnd('/')}/v1/devices/{_device}/records?spool={spool:x16}&boot={range.Boot}&first={range.First}&last={range.Last}&acknowledged={acknowledged}");
        var content = new ReadOnlyMemoryContent(_compresses ? body.Compressed : body.Lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (_compresses)
            content.Headers.ContentEncoding.Add("zstd");
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (_options.Hub is { } hub)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{hub}\""));
        if (_options.TokenFile is { } file)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token(file));
        return request;
    }

    /// <summary>The header's own error would show the token.</summary>
    private static string Token(string file)
    {
        var token = File.ReadAllText(file).TrimEnd();
        return token.Length > 0 && token.All(c => c is > ' ' and < '\u007f')
            ? token
            : throw new FormatException($"{file} holds no token: expected one line of letters, digits and signs (Upload:TokenFile)");
    }

    /// <summary>No cookies, and no redirects: a token goes to the address that was configured and nowhere else.</summary>
    private SocketsHttpHandler Handler()
    {
        var tls = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                _tlsFault = TlsFiles.Fault("hub", new Uri(_options.Url!).Host, certificate, chain, errors);
                return errors == SslPolicyErrors.None;
            },
        };
        if (_options.CaFile is { } caFile)
            tls.CertificateChainPolicy = TlsFiles.TrustOnly(caFile);
        if (_options.ClientCertificateFile is { } certificateFile)
            tls.ClientCertificateContext = TlsFiles.ClientCertificate(certificateFile, _options.ClientKeyFile!);
        return new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = tls, ConnectTimeout = _options.Timeout };
    }

    private static HubReply Fault(string detail) => new(ReplyKind.Fault, 0, 0, null, detail);
}
