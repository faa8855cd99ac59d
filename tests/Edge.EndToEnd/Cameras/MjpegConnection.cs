using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Edge.EndToEnd.Cameras;

/// <summary>What a script may send to one reader of <see cref="MjpegServer"/>.</summary>
internal sealed class MjpegConnection(NetworkStream stream, int number, CancellationToken stop)
{
    /// <summary>A live camera's reader keeps the latest picture only; at this pace it keeps all.</summary>
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(40);

    public int Number => number;

    public Task AnswerAsync(string status = "200 OK", string contentType = $"multipart/x-mixed-replace; boundary={MjpegServer.Boundary}") =>
        SendAsync($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nConnection: close\r\n\r\n");

    /// <summary>A whole part. <paramref name="length"/>: the Content-Length to claim; null tells none.</summary>
    public async Task PartAsync(byte[] body, long? length, string type = "image/jpeg")
    {
        var claim = length is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {bytes}\r\n") : "";
        await SendAsync($"--{MjpegServer.Boundary}\r\nContent-Type: {type}\r\n{claim}\r\n");
        await SendAsync(body);
        await SendAsync("\r\n");
        await Task.Delay(s_pace, stop);
    }

    public Task PartAsync(byte[] body) => PartAsync(body, body.Length);

    /// <summary>Pictures over and over, until the reader or the test ends.</summary>
    public async Task PartsForEverAsync(IReadOnlyList<byte[]> pictures)
    {
        for (var i = 0; ; i++)
            await PartAsync(pictures[i % pictures.Count]);
    }

    public Task SilenceAsync() => Task.Delay(Timeout.InfiniteTimeSpan, stop);

    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes, stop);
}
