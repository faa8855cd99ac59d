using System.Net;
using System.Security.Cryptography;

namespace EdgeEngines.Models.Adding;

/// <summary>Fetches a model file: bounded in size and time, over https (plain http only from this machine), whole or not at all.</summary>
public sealed class ModelDownload(HttpClient client, long mostBytes = ModelDownload.DefaultMostBytes, TimeSpan? longest = null)
{
    public const long DefaultMostBytes = 1L << 30;

    private const int MostRedirects = 5;

    /// <summary>A client that does not follow redirects by itself: each step's scheme is looked at.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        Timeout = Timeout.InfiniteTimeSpan, // bounded as a whole below
    };

    /// <returns>Path and content hash of the file, written into <paramref name="directory"/> under the name in the address.</returns>
    /// <exception cref="ModelException">Not allowed, not found, too large, too slow, or cut off.</exception>
    public async Task<DownloadedFile> FetchAsync(Uri address, string directory, CancellationToken cancellationToken)
    {
        var bound = longest ?? TimeSpan.FromMinutes(30);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(bound);
        try
        {
            using var response = await FollowAsync(address, limit.Token);
            return await SaveAsync(response, address, directory, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException($"{address}: not finished within {bound.TotalSeconds:F0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{address} cannot be fetched: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var step = 0; step <= MostRedirects; step++)
        {
            if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
                throw new ModelException($"{address}: expected https (http only from this machine itself)");
            var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                if (response.Headers.Location is not { } next || (int)response.StatusCode is < 300 or > 399)
                    throw new ModelException($"{address} answered {(int)response.StatusCode} {response.StatusCode}, expected 200 {HttpStatusCode.OK}");
                address = new Uri(address, next);
            }
        }
        throw new ModelException($"{address}: more than {MostRedirects} redirects");
    }

    private async Task<DownloadedFile> SaveAsync(HttpResponseMessage response, Uri address, string directory, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > mostBytes)
            throw new ModelException($"{address} has {response.Content.Headers.ContentLength} bytes; at most {mostBytes} are taken");
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName(address));
        var partial = path + ".part";
        try
        {
            var (bytes, sha256) = await CopyAsync(response, address, partial, cancellationToken);
            if (response.Content.Headers.ContentLength is { } promised && promised != bytes)
                throw new ModelException($"{address} was cut off: {bytes} of {promised} bytes came");
            File.Move(partial, path, overwrite: true);
            return new DownloadedFile(path, sha256, bytes);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<(long Bytes, string Sha256)> CopyAsync(HttpResponseMessage response, Uri address, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var to = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        var buffer = new byte[128 * 1024];
        long bytes = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes += read;
            if (bytes > mostBytes)
                throw new ModelException($"{address} sends more than the {mostBytes} bytes that are taken");
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string FileName(Uri address)
    {
        var name = Uri.UnescapeDataString(address.Segments[^1]);
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        return safe.Length is > 0 and <= 200 ? safe : "model.onnx";
    }
}

public sealed record DownloadedFile(string Path, string Sha256, long Bytes);
