using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgePlanner.Tests.Generating.Endpoints;

/// <summary>A server on this machine that reads HTTP requests and answers each with whatever bytes a test likes.</summary>
internal sealed class ChatServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public ChatServer(Func<Stream, CancellationToken, Task> answer)
    {
        Answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public ChatServer(string answer)
        : this((stream, cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(answer), cancellationToken).AsTask())
    {
    }

    public Func<Stream, CancellationToken, Task> Answer { get; set; }

    public ConcurrentQueue<ChatRequest> Requests { get; } = [];

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>The events of a model that says these pieces.</summary>
    public static string Saying(string finish, params string[] pieces) =>
        $"{Head("text/event-stream")}{string.Concat(pieces.Select(Piece))}data: {{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"{finish}\"}}]}}\n\ndata: [DONE]\n\n";

    public static string Piece(string text) =>
        $"data: {{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"role\":\"assistant\",\"content\":\"{JavaScriptEncoder.Default.Encode(text)}\"}},\"finish_reason\":null}}]}}\n\n";

    public static string Head(string type, string status = "200 OK") => $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nConnection: close\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                Requests.Enqueue(await ReadAsync(stream));
                await Answer(stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The other side left, or the test is over.
            }
        }
    }

    private async Task<ChatRequest> ReadAsync(NetworkStream stream)
    {
        var (read, buffer, bodyAt) = (new List<byte>(), new byte[4096], -1);
        while (true)
        {
            if (bodyAt < 0)
                bodyAt = read.ToArray().AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 4 : -1;
            if (bodyAt >= 0)
            {
                var head = Encoding.ASCII.GetString([.. read[..bodyAt]]);
                var length = head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..];
                if (read.Count - bodyAt >= int.Parse(length, CultureInfo.InvariantCulture))
                    return new ChatRequest(head, JsonDocument.Parse(read.ToArray().AsMemory(bodyAt)).RootElement);
            }
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
                throw new IOException("half a request");
            read.AddRange(buffer[..count]);
        }
    }
}

internal sealed record ChatRequest(string Head, JsonElement Body);
