using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EdgeHost.Asking;
using EdgeHost.Asking.Http;
using EdgeHost.Configuration;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Judging;
using EdgePlanner.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeHost.Tests.Asking.Http;

/// <summary>A real client and a real socket; the desk behind answers without cameras.</summary>
public sealed class AskServerTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly List<IAsyncDisposable> _servers = [];
    private readonly HttpClient _client = new() { Timeout = s_patience };
    private readonly RewardDesk _rewards = new(new RewardsOptions(), "box", null, KnownTruths.None, TimeProvider.System, NullLogger.Instance);
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);

    [Theory]
    [InlineData("how many cars are there?")]
    [InlineData("""{"question":"how many cars are there?","id":"7"}""")]
    public async Task Post_AQuestion_IsAnsweredInTheFormOfTheAnswerMessage(string body)
    {
        var (status, answer) = await SendAsync(Post(await ServeAsync(), body));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("how many cars are there?", answer.GetProperty("question").GetString());
        Assert.Equal("unknown", answer.GetProperty("outcome").GetString());
        foreach (var field in (string[])["id", "text", "value", "confidence", "planner", "plan", "trace", "evidence", "timings"])
            Assert.True(answer.TryGetProperty(field, out _), field);
        foreach (var stage in (string[])["queue_ms", "plan_ms", "check_ms", "run_ms"])
            Assert.True(answer.GetProperty("timings").TryGetProperty(stage, out _), stage);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"question\":", "line 1")]
    [InlineData("""{"question":"a","sugar":1}""", "no field 'sugar'")]
    [InlineData("""{"question":"a","budget_ms":-5}""", "from 1 to 60000")]
    [InlineData("""{"question":"a","camera":"nowhere"}""", "there is no camera 'nowhere'")]
    public async Task Post_NoQuestion_SaysWhatWouldDo(string body, string expected) => await RefusedAsync(Post(await ServeAsync(), body), HttpStatusCode.BadRequest, expected);

    [Fact]
    public async Task Post_NoUtf8_SaysWhichByte()
    {
        var request = Post(await ServeAsync(), "");
        request.Content = new ByteArrayContent([0x61, 0xFF]);
        await RefusedAsync(request, HttpStatusCode.BadRequest, "byte 1 is no UTF-8");
    }

    [Theory]
    [InlineData(10_240, HttpStatusCode.BadRequest, "at most 1000")]
    [InlineData(16_385, HttpStatusCode.RequestEntityTooLarge, "16384")]
    [InlineData(5_000_000, HttpStatusCode.RequestEntityTooLarge, "16384")]
    public async Task Post_TooLong_IsRefused(int bytes, HttpStatusCode expected, string why)
    {
        var server = await ServeAsync();
        // A large body may be cut off while it is sent, as HTTP allows.
        try
        {
            await RefusedAsync(Post(server, new string('a', bytes)), expected, why);
        }
        catch (HttpRequestException e) when (bytes > 1_000_000 && e.InnerException is IOException or SocketException)
        {
            output.WriteLine(e.ToString());
        }
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Post(server, "still there?"))).Status);
    }

    [Fact]
    public async Task Post_ChunkedWithoutEnd_IsRefusedAtTheCap()
    {
        var server = await ServeAsync();
        var request = Post(server, "");
        request.Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 40_000))));
        request.Headers.TransferEncodingChunked = true;
        await RefusedAsync(request, HttpStatusCode.RequestEntityTooLarge, "16384");
    }

    [Fact]
    public async Task Request_ElsewhereOrOtherwise_SaysWhatIsThere()
    {
        var server = await ServeAsync();
        await RefusedAsync(new HttpRequestMessage(HttpMethod.Get, Address(server)), HttpStatusCode.MethodNotAllowed, "expected POST /ask");
        await RefusedAsync(new HttpRequestMessage(HttpMethod.Post, Address(server, "/asks")), HttpStatusCode.NotFound, "expected POST /ask");
    }

    [Fact]
    public async Task Post_FromAWebPage_IsForbidden()
    {
        var server = await ServeAsync();
        var page = Post(server, "how many cars are there?");
        page.Headers.Add("Origin", "http://evil.example");
        await RefusedAsync(page, HttpStatusCode.Forbidden, "web page");
        var rebound = Post(server, "how many cars are there?");
        rebound.Headers.Host = "evil.example";
        await RefusedAsync(rebound, HttpStatusCode.Forbidden, "'Host' is 'evil.example'");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer 0123456789abcdef0123456789abcdeX")]
    [InlineData("Bearer 0123456789abcdef")]
    [InlineData("Bearer ")]
    [InlineData("Basic 0123456789abcdef0123456789abcdef")]
    public async Task Post_WrongToken_IsUnauthorized(string? shown)
    {
        var request = Post(await ServeAsync(Token), "how many cars are there?");
        if (shown is not null)
            request.Headers.TryAddWithoutValidation("Authorization", shown);
        var refused = await RefusedAsync(request, HttpStatusCode.Unauthorized, "Authorization: Bearer TOKEN");
        Assert.DoesNotContain(Token, refused.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_TheToken_IsAnswered()
    {
        var request = Post(await ServeAsync(Token), "how many cars are there?");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(request)).Status);
    }

    [Fact]
    public async Task Post_TooManyWait_IsRefusedAtOnce()
    {
        var server = await ServeAsync();
        var first = SendAsync(Post(server, "wait"));
        Assert.True(await _begun.WaitAsync(s_patience));
        var second = SendAsync(Post(server, "behind it"));

        // the second may arrive behind the third: one of the two waits, the other is refused
        var third = SendAsync(Post(server, "one too many"));

        var (status, answer) = await await Task.WhenAny(second, third).WaitAsync(s_patience);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("1 questions wait", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        _mayEnd.Release(3);
        await Task.WhenAll(first, second, third);
    }

    [Fact]
    public async Task StartAsync_PortTaken_TakesTheNext()
    {
        var first = await ServeAsync();
        var second = await ServeAsync(port: first.EndPoint!.Port);
        Assert.True(second.EndPoint!.Port > first.EndPoint.Port);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Post(second, "how many cars are there?"))).Status);
    }

    public async ValueTask DisposeAsync()
    {
        _mayEnd.Release(100);
        _client.Dispose();
        _begun.Dispose();
        _rewards.Dispose();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private async Task<AskServer> ServeAsync(string? token = null, int port = 0)
    {
        var settings = new EdgeSettings();
        settings.Asking.Http.Port = port != 0 ? port : FreePort();
        using var folder = new Cameras.TemporaryFolder();
        if (token is not null)
        {
            settings.Asking.Http.TokenFile = Path.Combine(folder.Path, "token");
            await File.WriteAllTextAsync(settings.Asking.Http.TokenFile, token + "\n");
        }
        var desk = new QuestionDesk(
            question => question.Camera is { } camera ? $"there is no camera '{camera}'" : null, Answer, 1, TimeProvider.System, NullLogger<QuestionDesk>.Instance);
        var server = new AskServer(settings, desk, new QuestionReader(s_patience, TimeProvider.System), _rewards, NullLoggerFactory.Instance);
        _servers.Add(server);
        await server.StartAsync(default);
        Assert.NotNull(server.EndPoint);
        return server;
    }

    private Asked Answer(Question question, TimeSpan left, CancellationToken cancellationToken)
    {
        if (question.Text == "wait")
        {
            _begun.Release();
            _mayEnd.Wait(s_patience, cancellationToken);
        }
        return Asked.Without(question, OutcomeKind.Unknown, "there is nothing to look at");
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        output.WriteLine($"{(int)response.StatusCode} {text}");
        return (response.StatusCode, JsonElement.Parse(text));
    }

    private async Task<JsonElement> RefusedAsync(HttpRequestMessage request, HttpStatusCode expected, string why)
    {
        var (status, answer) = await SendAsync(request);
        Assert.Equal(expected, status);
        Assert.Equal("rejected", answer.GetProperty("outcome").GetString());
        Assert.Contains(why, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        return answer;
    }

    private static HttpRequestMessage Post(AskServer server, string body) => new(HttpMethod.Post, Address(server)) { Content = new StringContent(body) };

    private static string Address(AskServer server, string path = "/ask") => $"http://{server.EndPoint}{path}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
