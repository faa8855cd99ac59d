using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Telemetry.Incoming;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Incoming;

public sealed class SubscriptionsTests : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private readonly CollectingLogger _log = new();
    private readonly ConcurrentQueue<string> _refusals = new();
    private readonly Subscriptions _subscriptions;

    public SubscriptionsTests() => _subscriptions = new Subscriptions(100, _log, (message, topic, error) => _refusals.Enqueue($"{message.Topic}->{topic}: {error}"));

    private static InboundMessage Message(string topic, string text, bool retained = false) => new(topic, Encoding.UTF8.GetBytes(text), null, null, retained);

    [Fact]
    public async Task Deliver_HandlerStalls_NewestAreRefusedAndTheRestKeepsItsOrder()
    {
        var (begun, release, done) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var handled = new List<string>();
        _subscriptions.Subscribe(new TopicFilter("cmd/+"), async (message, _) =>
        {
            begun.TrySetResult();
            await release.Task;
            handled.Add(Encoding.UTF8.GetString(message.Payload.Span));
            if (handled.Count == 4)
                done.TrySetResult();
        }, new SubscriptionOptions { QueueLength = 3, AnswerTopic = new TopicName("cmd/result") });
        _subscriptions.Deliver(Message("cmd/a", "0"));
        await begun.Task.WaitAsync(s_limit);
        for (var i = 1; i < 10; i++)
            _subscriptions.Deliver(Message("cmd/a", $"{i}"));
        Assert.Equal(6, _refusals.Count);
        Assert.StartsWith("cmd/a->cmd/result: busy: 3 messages", _refusals.First(), StringComparison.Ordinal);
        release.SetResult();
        await done.Task.WaitAsync(s_limit);
        Assert.Equal(["0", "1", "2", "3"], handled);
        Assert.Equal((10, 6), (_subscriptions.Received, _subscriptions.Dropped));
    }

    [Fact]
    public async Task Deliver_HandlerThrows_IsLoggedAnsweredAndGoesOn()
    {
        var second = new TaskCompletionSource();
        _subscriptions.Subscribe(new TopicFilter("ask"), (message, _) =>
        {
            if (message.Payload.Length == 1)
                throw new InvalidDataException("a bug");
            second.SetResult();
            return ValueTask.CompletedTask;
        });
        _subscriptions.Deliver(Message("ask", "1"));
        _subscriptions.Deliver(Message("ask", "22"));
        await second.Task.WaitAsync(s_limit);
        Assert.Contains("internal error", Assert.Single(_refusals), StringComparison.Ordinal);
        Assert.Equal(1, _log.Count(3051));
    }

    [Fact]
    public async Task Deliver_OneSlowHandler_DoesNotHoldUpAnother()
    {
        var never = new TaskCompletionSource();
        var heard = new TaskCompletionSource();
        _subscriptions.Subscribe(new TopicFilter("ask"), async (_, stop) => await never.Task.WaitAsync(stop));
        _subscriptions.Subscribe(new TopicFilter("cmd/#"), (_, _) =>
        {
            heard.SetResult();
            return ValueTask.CompletedTask;
        });
        _subscriptions.Deliver(Message("ask", "?"));
        _subscriptions.Deliver(Message("cmd/reload", ""));
        await heard.Task.WaitAsync(s_limit);
    }

    [Fact]
    public void Deliver_TooLarge_IsRefused()
    {
        _subscriptions.Subscribe(new TopicFilter("#"), (_, _) => throw new InvalidOperationException());
        _subscriptions.Deliver(Message("a", new string('x', 101)));
        Assert.Contains("101 bytes: expected at most 100", Assert.Single(_refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Deliver_OurOwnAnswerComesBack_IsNotAnsweredAgain()
    {
        _subscriptions.Subscribe(new TopicFilter("cmd/+"), (_, _) => throw new InvalidOperationException(), new SubscriptionOptions { AnswerTopic = new TopicName("cmd/result") });
        _subscriptions.Deliver(Message("cmd/result", new string('x', 101)));
        Assert.Empty(_refusals);
    }

    [Theory]
    [InlineData("my/answers", true)]
    [InlineData("my/+", false)]
    [InlineData("#", false)]
    [InlineData("$SYS/broker", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("a\u0000b", false)]
    public void ResponseTopic_IsValid_OnlyForPlainTopics(string? topic, bool expected) => Assert.Equal(expected, ResponseTopic.IsValid(topic));

    [Fact]
    public void Refusal_ToJson_IsWellFormedAndReadable()
    {
        var json = Refusal.ToJson("expected \"pause\" or 'resume', found 'straße'");
        var root = JsonDocument.Parse(json).RootElement;
        Assert.False(root.GetProperty("ok").GetBoolean());
        Assert.Equal("expected \"pause\" or 'resume', found 'straße'", root.GetProperty("error").GetString());
        Assert.Contains("'straße'", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _subscriptions.DisposeAsync();
}
