using System.Net;
using System.Net.Http.Headers;
using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Mjpeg;

/// <summary>MJPEG over HTTP (multipart/x-mixed-replace), read on the camera's own thread. User and password of the URL answer a
/// Basic or Digest challenge and are sent only then.</summary>
internal sealed class MjpegSource : ICameraSource
{
    /// <summary>A camera on a local network answers in milliseconds; one that boots up does not answer at all.</summary>
    private static readonly TimeSpan s_connectBound = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_headerBound = TimeSpan.FromSeconds(10);

    private readonly CameraOpening _opening;
    private readonly HttpClient _client;
    private readonly Uri _url;
    private readonly CancellationTokenSource _aborted = new();
    private HttpResponseMessage? _response;
    private Stream? _body;
    private MultipartPictures? _pictures;

    public MjpegSource(CameraOpening opening)
    {
        _opening = opening;
        var url = new UriBuilder(opening.Uri.Address);
        var handler = new SocketsHttpHandler { ConnectTimeout = s_connectBound, UseCookies = false, MaxResponseHeadersLength = 64 };
        if (url.UserName.Length > 0)
        {
            handler.Credentials = new NetworkCredential(Uri.UnescapeDataString(url.UserName), Uri.UnescapeDataString(url.Password));
            (url.UserName, url.Password) = ("", "");
        }
        _url = url.Uri;
        _client = new HttpClient(handler) { Timeout = s_headerBound };
    }

    public bool IsLive => true;

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        try
        {
            _pictures ??= Open(cancellationToken);
            return _pictures.Read(pool, cancellationToken);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or ObjectDisposedException)
        {
            throw new CameraException($"{_opening.Uri}: {cause.Message}", cause);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CameraException($"{_opening.Uri} did not answer within {s_headerBound.TotalSeconds:0} s", cause);
        }
    }

    /// <summary>Closing the body under a blocked read makes that throw.</summary>
    public void Abort()
    {
        _aborted.Cancel();
        Volatile.Read(ref _body)?.Dispose();
        Volatile.Read(ref _response)?.Dispose();
    }

    public void Dispose()
    {
        _pictures?.Dispose();
        _response?.Dispose();
        _client.Dispose();
        _aborted.Dispose();
    }

    private MultipartPictures Open(CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _aborted.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, _url);
        var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
        Volatile.Write(ref _response, response);
        if (!response.IsSuccessStatusCode)
            throw new CameraException($"{_opening.Uri} answered {(int)response.StatusCode} {response.ReasonPhrase}{Hint(response.StatusCode)}");
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is not { } media || !media.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
            throw new CameraException($"{_opening.Uri} sent {type?.MediaType ?? "no content type"}; expected multipart/x-mixed-replace (MJPEG): is it the address of the stream, not of a page or a single picture?");
        var body = response.Content.ReadAsStream(both.Token);
        Volatile.Write(ref _body, body);
        _aborted.Token.ThrowIfCancellationRequested();
        return new MultipartPictures(body, Boundary(type), _opening);
    }

    private static string? Boundary(MediaTypeHeaderValue type)
    {
        foreach (var parameter in type.Parameters)
        {
            if (parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))
                return parameter.Value;
        }
        return null;
    }

    private static string Hint(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        ? ": give user and password in front of the host, as user:password@host" // no whole URL: that would be taken for a secret
        : "";
}
