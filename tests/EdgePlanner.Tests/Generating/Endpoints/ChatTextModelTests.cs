using System.Text;
using EdgePlanner.Generating;
using EdgePlanner.Generating.Endpoints;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Generating.Endpoints;

public sealed class ChatTextModelTests
{
    private const string Plan = "a = find(\"car\")\nb = count(a)\nreturn b";
    private const string Prompt = "Write a plan.\nQuestion: how many cars are there? 車";
    private static readonly WritingRequest s_request = new(Prompt, "how many cars are there?", new PlanGrammar(Plans.Everything, CostProfile.Declared, Plans.Ample, ["car"]));

    [Fact]
    public async Task WriteAsync_AServerThatWritesAPlan_ThePlan()
    {
        await using var server = new ChatServer(ChatServer.Saying("stop", "```\na = find(\"c", "ar\")\nb = count(a)\nret", "urn b\n```"));
        await using var model = new ChatTextModel(new ChatModelOptions { Url = server.Endpoint, Model = "coder" }, TimeProvider.System);

        var plan = await WriteAsync(model, s_request with { MostTokens = 99, Sampling = new Sampling(0.5f, 0.9f) });

        Assert.Equal((Plan, WritingEnd.Whole), (plan.Text, plan.End));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1", request.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", request.Head, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("coder", 99, 0.5f, 0.9f), (Text(request, "model"), request.Body.GetProperty("max_tokens").GetInt32(), Number(request, "temperature"), Number(request, "top_p")));
        var message = Assert.Single(request.Body.GetProperty("messages").EnumerateArray().ToArray());
        Assert.Equal(("user", Prompt), (message.GetProperty("role").GetString(), message.GetProperty("content").ToString()));
    }

    [Theory]
    [InlineData(ServerGrammar.None, null)]
    [InlineData(ServerGrammar.LlamaServer, "grammar")]
    [InlineData(ServerGrammar.Vllm, "structured_outputs.grammar")]
    [InlineData(ServerGrammar.VllmGuided, "guided_grammar")]
    public async Task WriteAsync_AServerThatTakesAGrammar_IsSentItInItsField(ServerGrammar kind, string? field)
    {
        await using var server = new ChatServer(ChatServer.Saying("stop", Plan));
        await using var model = new ChatTextModel(new ChatModelOptions { Url = server.Endpoint, Grammar = kind }, TimeProvider.System);

        await WriteAsync(model, s_request);

        var body = Assert.Single(server.Requests).Body;
        foreach (var other in (string[])["grammar", "structured_outputs", "guided_grammar"])
            Assert.Equal(field?.Split('.')[0] == other, body.TryGetProperty(other, out _));
        if (field is not null)
            Assert.Equal(GbnfGrammar.Of(s_request.Grammar, s_request.Question), field.Split('.').Aggregate(body, (json, name) => json.GetProperty(name)).GetString());
    }

    [Fact]
    public async Task WriteAsync_AServerThatIgnoresTheGrammar_WhatItSaidGoesToTheChecker()
    {
        await using var server = new ChatServer(ChatServer.Saying("stop", "I would use OpenCV for that."));
        await using var model = new ChatTextModel(new ChatModelOptions { Url = server.Endpoint, Grammar = ServerGrammar.LlamaServer }, TimeProvider.System);

        var plan = await WriteAsync(model, s_request);

        Assert.Equal(("I would use OpenCV for that.", WritingEnd.Stopped), (plan.Text, plan.End));
    }

    [Fact]
    public async Task WriteAsync_TheServersTokensRanOut_IsTold()
    {
        await using var server = new ChatServer(ChatServer.Saying("length", "a = find(\"car\")\nb = co"));
        await using var model = Model(server);

        Assert.Equal(WritingEnd.OutOfTokens, (await WriteAsync(model, s_request)).End);
    }

    /// <summary>A model that does not stop is left as soon as its plan is whole.</summary>
    [Fact]
    public async Task WriteAsync_AStreamThatNeverEnds_IsReadUpToThePlansEnd()
    {
        await using var server = new ChatServer(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(ChatServer.Head("text/event-stream") + ChatServer.Piece(Plan + "\n\nThis ")), cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var model = Model(server, options => options.Timeout = TimeSpan.FromMinutes(5));

        Assert.Equal((Plan, WritingEnd.Whole), await WriteAsync(model, s_request) is var plan ? (plan.Text, plan.End) : default);
    }

    [Theory]
    [InlineData(": still alive\n\n")]
    [InlineData("data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"la la\\n\"}}]}\n\n")]
    [InlineData("data: ")]
    [InlineData("\0")]
    public async Task WriteAsync_AStreamWithoutEndAndPlan_IsCutOff(string again)
    {
        await using var server = new ChatServer(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(ChatServer.Head("text/event-stream")), cancellationToken);
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(again, 1000)));
            while (true)
                await stream.WriteAsync(bytes, cancellationToken);
        });
        await using var model = Model(server, options => (options.AnswerBytes, options.Timeout) = (64 * 1024, TimeSpan.FromMinutes(5)));

        await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><body>Welcome to nginx!</body></html>")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {\"choices\":[{\"delta\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: [1,2,3]\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {\"choices\":7}\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: {\"choices\":[{\"index\":\"first\",\"delta\":{\"content\":[]},\"finish_reason\":\"because\"}]}\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"error\":\"loading\"}")]
    public async Task WriteAsync_Garbage_IsNoPlanAndNoCrash(string answer)
    {
        await using var server = new ChatServer(answer);
        await using var model = Model(server);

        var fault = await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));
        Assert.StartsWith("default at 127.0.0.1:", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401 Unauthorized", "{\"error\":{\"message\":\"Invalid API Key\"}}", "HTTP 401", "Invalid API Key", "KeyFile")]
    [InlineData("429 Too Many Requests", "{\"error\":{\"message\":\"slow down\"}}", "HTTP 429", "slow down")]
    [InlineData("500 Internal Server Error", "CUDA out of memory\nat line 7", "HTTP 500", "CUDA out of memory at line 7")]
    [InlineData("400 Bad Request", "{\"error\":{\"message\":\"failed to parse grammar\"}}", "HTTP 400", "failed to parse grammar")]
    public async Task WriteAsync_AServerThatRefuses_ItsReasonIsTold(string status, string body, params string[] told)
    {
        await using var server = new ChatServer(ChatServer.Head("application/json", status) + body);
        await using var model = Model(server);

        var fault = await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));

        Assert.All(told, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task WriteAsync_NobodyThere_IsTold()
    {
        var gone = new ChatServer("");
        var endpoint = gone.Endpoint;
        await gone.DisposeAsync();
        await using var model = new ChatTextModel(new ChatModelOptions { Url = endpoint }, TimeProvider.System);

        await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"choices\":[]}\n\n")]
    public async Task WriteAsync_AServerThatStalls_IsLeftAfterTheTimeout(string first)
    {
        await using var server = new ChatServer(async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(first), cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var model = Model(server, options => options.Timeout = TimeSpan.FromMilliseconds(300));

        var fault = await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));
        Assert.Contains("Timeout", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_QuestionWithdrawn_EndsAndSaysNothingOfTheServer()
    {
        using var withdrawn = new CancellationTokenSource();
        await using var server = new ChatServer(async (_, cancellationToken) =>
        {
            await withdrawn.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var model = Model(server, options => options.FailuresBeforePause = 1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(model, s_request, withdrawn.Token));

        server.Answer = (stream, cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(ChatServer.Saying("stop", Plan)), cancellationToken).AsTask();
        Assert.Equal(Plan, (await WriteAsync(model, s_request)).Text);
    }

    [Fact]
    public async Task WriteAsync_AServerThatKeepsFailing_IsLeftAloneForAWhile()
    {
        var time = new FakeTimeProvider();
        await using var server = new ChatServer(ChatServer.Head("text/plain", "503 Service Unavailable"));
        await using var model = new ChatTextModel(new ChatModelOptions { Url = server.Endpoint, FailuresBeforePause = 2, Pause = TimeSpan.FromSeconds(30) }, time);
        async Task<string> FaultAsync() => (await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request))).Message;

        Assert.Contains("HTTP 503", await FaultAsync(), StringComparison.Ordinal);
        Assert.Contains("HTTP 503", await FaultAsync(), StringComparison.Ordinal);
        Assert.Contains("asked again in 30 s", await FaultAsync(), StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Contains("HTTP 503", await FaultAsync(), StringComparison.Ordinal);
        Assert.Contains("asked again in 30 s", await FaultAsync(), StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);

        time.Advance(TimeSpan.FromSeconds(30));
        server.Answer = (stream, cancellationToken) => stream.WriteAsync(Encoding.UTF8.GetBytes(ChatServer.Saying("stop", Plan)), cancellationToken).AsTask();
        Assert.Equal(Plan, (await WriteAsync(model, s_request)).Text);
        Assert.Equal(Plan, (await WriteAsync(model, s_request)).Text);
    }

    [Fact]
    public async Task WriteAsync_AKeyInAFile_IsSentAndNeverTold()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "sk-first\n");
            await using var server = new ChatServer(ChatServer.Head("text/plain", "401 Unauthorized") + "the key sk-first is not known");
            await using var model = Model(server, options => options.KeyFile = file);

            var fault = await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));
            Assert.DoesNotContain("sk-first", fault.Message, StringComparison.Ordinal);
            await File.WriteAllTextAsync(file, "sk-second");
            await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));

            Assert.Equal(["Authorization: Bearer sk-first", "Authorization: Bearer sk-second"], server.Requests.Select(request => request.Head.Split("\r\n").Single(line => line.StartsWith("Authorization", StringComparison.Ordinal))));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A key goes to the address that was configured and nowhere else.</summary>
    [Fact]
    public async Task WriteAsync_ARedirect_IsNotFollowed()
    {
        await using var elsewhere = new ChatServer(ChatServer.Saying("stop", Plan));
        await using var server = new ChatServer($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Endpoint}/chat/completions\r\nContent-Length: 0\r\n\r\n");
        await using var model = Model(server);

        await Assert.ThrowsAsync<TextModelException>(() => WriteAsync(model, s_request));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task WriteAsync_SeveralSamples_EachHasASeedOfItsOwn()
    {
        await using var server = new ChatServer(ChatServer.Saying("stop", Plan));
        await using var model = Model(server);

        var written = await model.WriteAsync([s_request with { Samples = 3, Sampling = new Sampling(1, Seed: 7) }, s_request], CancellationToken.None);

        Assert.Equal([3, 1], written.Select(samples => samples.Count));
        Assert.Equal([7, 8, 9, 0], server.Requests.Select(request => request.Body.GetProperty("seed").GetInt64()));
    }

    private static ChatTextModel Model(ChatServer server, Action<ChatModelOptions>? set = null)
    {
        var options = new ChatModelOptions { Url = server.Endpoint };
        set?.Invoke(options);
        return new ChatTextModel(options, TimeProvider.System);
    }

    private static async Task<WrittenPlan> WriteAsync(ChatTextModel model, WritingRequest request, CancellationToken cancellationToken = default) =>
        Assert.Single(Assert.Single(await model.WriteAsync([request], cancellationToken)));

    private static string? Text(ChatRequest request, string name) => request.Body.GetProperty(name).GetString();

    private static float Number(ChatRequest request, string name) => request.Body.GetProperty(name).GetSingle();
}
