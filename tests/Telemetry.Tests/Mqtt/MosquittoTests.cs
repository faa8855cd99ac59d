using System.Diagnostics;
using System.Globalization;
using System.Text;
using Telemetry.Incoming;
using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class MosquittoTests : LinkFixture
{
    [Theory]
    [InlineData(MqttProtocol.Auto, "MQTT 5")]
    [InlineData(MqttProtocol.V311, "MQTT 3.1.1")]
    public async Task Publish_EveryDelivery_ArrivesAsPromised(MqttProtocol protocol, string expected)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, "watcher");
        await watcher.SubscribeAsync("edge/box/#");
        var options = Options(broker.Port);
        options.Protocol = protocol;
        var link = NewLink(options);
        link.Start();
        Assert.Equal(expected, (await link.WhenConnectedAsync()).Detail);
        var large = new string('x', 300_000); // beyond one batch
        Publish(link, "cam/detections", "live", Delivery.Live);
        Publish(link, "cam/car/count", "3", Delivery.State);
        Publish(link, "info", "{}", Delivery.Status);
        Publish(link, "cam/events", "event", Delivery.Event);
        Publish(link, "cam/snapshot", large, Delivery.State);
        Publish(link, "cam/events", "", Delivery.Event);
        var seen = new List<RawMessage>();
        for (var i = 0; i < 7; i++)
            seen.Add(await watcher.NextAsync());
        Assert.Equal(["online", "live", "3", "{}", "event", large, ""], seen.Select(message => message.Text));
        Assert.Equal([1, 0, 0, 1, 1, 0, 1], seen.Select(message => message.Qos));

        await using var late = await RawClient.ConnectAsync(broker.Port, "late");
        await late.SubscribeAsync("edge/box/#");
        var retained = new List<string>();
        for (var i = 0; i < 4; i++)
            retained.Add((await late.NextAsync()).Topic);
        Assert.Equal(["edge/box/cam/car/count", "edge/box/cam/snapshot", "edge/box/info", "edge/box/status"], retained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Link_ThrownOut_LastWillThenOnlineAgain()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, "watcher");
        await watcher.SubscribeAsync("edge/box/status");
        var link = NewLink(Options(broker.Port));
        link.Start();
        Assert.Equal("online", (await watcher.NextAsync()).Text);
        await using var thief = await RawClient.ConnectAsync(broker.Port, "edge-box"); // the broker throws us out
        Assert.Equal("offline", (await watcher.NextAsync()).Text);
        Assert.Equal("online", (await watcher.NextAsync()).Text);
    }

    [Fact]
    public async Task Broker_KilledAndRestarted_EventsArriveAtLeastOnceAndInOrder()
    {
        await using var broker = await Mosquitto.StartAsync("allow_anonymous true\nmax_queued_messages 100000");
        var link = NewLink(Options(broker.Port));
        link.Start();
        await link.WhenConnectedAsync();
        var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
        var publishing = Task.Run(async () =>
        {
            for (var i = 0; i < 4000; i++)
            {
                Publish(link, "cam/events", $"{i}", Delivery.Event);
                if (i % 100 == 0)
                    await Task.Yield();
                if (i == 2000)
                    await broker.KillAsync();
            }
        });
        await publishing;
        await lost;
        Assert.True(link.Publisher.Snapshot().QueuedMessages > 0);
        var acknowledgedBefore = link.Publisher.Snapshot().Acknowledged - 1; // `online`
        Publish(link, "info", "{}", Delivery.Status);

        await broker.StartAgainAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, "watcher");
        await watcher.SubscribeAsync("edge/box/cam/events");
        var seen = new List<int>();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Publish(link, "cam/events", "end", Delivery.Event);
        while (await watcher.NextAsync() is { Text: not "end" } message)
            seen.Add(int.Parse(message.Text, CultureInfo.InvariantCulture));

        // The watcher came a moment after the broker, so the head may have passed it; from there on nothing may be missing.
        Assert.NotEmpty(seen);
        Assert.Equal(Enumerable.Range(seen[0], 4000 - seen[0]), seen.Distinct());
        Assert.Equal(seen.Order(), seen);
        var snapshot = link.Publisher.Snapshot();
        Assert.Equal(0, snapshot.Dropped.Total);
        Assert.True(snapshot.Acknowledged >= 4000 && snapshot.Reconnects >= 1, $"{snapshot}, {acknowledgedBefore} before");
    }

    [Fact]
    public async Task Broker_Restarted_RetainedValuesAreThereAgain()
    {
        await using var broker = await Mosquitto.StartAsync();
        var link = NewLink(Options(broker.Port));
        link.Start();
        Publish(link, "info", "v1", Delivery.Status);
        Publish(link, "cam/car/count", "2", Delivery.State);
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
        await broker.KillAsync();
        await lost;
        await broker.StartAgainAsync();
        await link.WhenConnectedAsync();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        await using var watcher = await RawClient.ConnectAsync(broker.Port, "watcher");
        await watcher.SubscribeAsync("edge/box/#");
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (seen.Count < 3)
        {
            var message = await watcher.NextAsync();
            Assert.True(message.Retain || message.Topic.Length > 0);
            seen[message.Topic] = message.Text;
        }
        Assert.Equal([new("edge/box/cam/car/count", "2"), new("edge/box/info", "v1"), new("edge/box/status", "online")], seen);
    }

    [Fact]
    public async Task PasswordFile_RightThenWrong_IsAcceptedThenExplained()
    {
        Mosquitto.SkipWhereAbsent();
        var tool = Mosquitto.Find("mosquitto_passwd");
        Assert.SkipWhen(tool is null, "mosquitto_passwd is not installed (apt install mosquitto)");
        var directory = Directory.CreateTempSubdirectory("edge-mosquitto-").FullName;
        var passwords = Path.Combine(directory, "passwords");
        using (var made = Process.Start(tool, ["-b", "-c", passwords, "device", "s3cret"]))
            await made.WaitForExitAsync();
        await using var broker = await Mosquitto.StartAsync($"allow_anonymous false\npassword_file {passwords}", directory);
        var file = Path.Combine(directory, "password");
        await File.WriteAllTextAsync(file, "s3cret\n");
        var options = Options(broker.Port);
        (options.User, options.PasswordFile) = ("device", file);
        var link = NewLink(options);
        link.Start();
        await link.WhenConnectedAsync();
        await link.StopAsync();

        await File.WriteAllTextAsync(file, "wr0ng");
        var second = NewLink(options);
        second.Start();
        var status = await second.WhenAsync(s => s.State == LinkState.Waiting);
        Assert.Contains("user 'device'", status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Log.Entries, entry => entry.Text.Contains("wr0ng", StringComparison.Ordinal) || entry.Text.Contains("s3cret", StringComparison.Ordinal));
        await second.WhenAsync(s => s.State == LinkState.Connecting);
        await second.WhenAsync(s => s.State == LinkState.Waiting);
        Assert.Equal(1, Log.Count(3001)); // once, not at every attempt
    }

    [Fact]
    public async Task Subscribe_CommandWithResponseTopic_IsAnsweredThereAlsoAfterARestart()
    {
        await using var broker = await Mosquitto.StartAsync();
        var link = NewLink(Options(broker.Port));
        link.Subscriptions.Subscribe(link.Topics.Filter("cmd/+"), (message, _) =>
        {
            link.Publisher.Reply(message, Encoding.UTF8.GetBytes($"got {Encoding.UTF8.GetString(message.Payload.Span)}"), link.Topics.Topic("cmd/result"));
            return ValueTask.CompletedTask;
        });
        link.Start();
        await link.WhenConnectedAsync();
        for (var round = 0; round < 2; round++)
        {
            Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit)); // `online` is out, so the subscription stands
            await using var caller = await RawClient.ConnectAsync(broker.Port, $"caller{round}");
            await caller.SubscribeAsync("my/answers");
            await caller.SubscribeAsync("edge/box/cmd/result");
            await caller.PublishAsync("edge/box/cmd/reload", "a"u8.ToArray(), responseTopic: "my/answers", correlation: [1, 2, 3], qos: 1);
            var answer = await caller.NextAsync("my/answers");
            Assert.Equal("got a", answer.Text);
            Assert.Equal<byte>([1, 2, 3], answer.Correlation!);
            await caller.PublishAsync("edge/box/cmd/reload", "b"u8.ToArray(), qos: 1);
            Assert.Equal("got b", (await caller.NextAsync("edge/box/cmd/result")).Text);
            if (round > 0)
                break;
            var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
            await broker.KillAsync();
            await lost;
            await broker.StartAgainAsync();
            await link.WhenConnectedAsync();
        }
    }

    [Fact]
    public async Task Subscribe_WhileConnected_IsHeard()
    {
        await using var broker = await Mosquitto.StartAsync();
        var link = NewLink(Options(broker.Port));
        link.Start();
        await link.WhenConnectedAsync();
        var heard = new TaskCompletionSource<string>();
        link.Subscriptions.Subscribe(link.Topics.Filter("ask"), (message, _) =>
        {
            heard.TrySetResult(Encoding.UTF8.GetString(message.Payload.Span));
            return ValueTask.CompletedTask;
        });
        await using var caller = await RawClient.ConnectAsync(broker.Port, "caller");
        for (var i = 0; i < 100 && !heard.Task.IsCompleted; i++)
        {
            await caller.PublishAsync("edge/box/ask", "how many?"u8.ToArray());
            await Task.WhenAny(heard.Task, Task.Delay(50));
        }
        Assert.Equal("how many?", await heard.Task.WaitAsync(LinkExtensions.Limit));
    }

    [Fact]
    public async Task Inbound_RetainedCommand_IsNotCarriedOut()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var caller = await RawClient.ConnectAsync(broker.Port, "caller");
        await caller.PublishAsync("edge/box/cmd/reload", "stale"u8.ToArray(), retain: true, qos: 1);
        await caller.ReadAsync();
        foreach (var protocol in new[] { MqttProtocol.V5, MqttProtocol.V311 })
        {
            var options = Options(broker.Port);
            options.Protocol = protocol;
            var link = NewLink(options);
            var seen = new List<string>();
            var fresh = new TaskCompletionSource();
            link.Subscriptions.Subscribe(link.Topics.Filter("cmd/#"), (message, _) =>
            {
                seen.Add(Encoding.UTF8.GetString(message.Payload.Span));
                if (message.Payload.Span.SequenceEqual("fresh"u8))
                    fresh.TrySetResult();
                return ValueTask.CompletedTask;
            });
            link.Start();
            Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
            await caller.PublishAsync("edge/box/cmd/reload", "fresh"u8.ToArray());
            await fresh.Task.WaitAsync(LinkExtensions.Limit);
            Assert.Equal(["fresh"], seen);
            await link.StopAsync();
        }
    }

    [Fact]
    public async Task Inbound_TooLarge_IsAnsweredOrSkippedAndTheRestGoesOn()
    {
        await using var broker = await Mosquitto.StartAsync();
        foreach (var protocol in new[] { MqttProtocol.V5, MqttProtocol.V311 })
        {
            var options = Options(broker.Port);
            (options.Protocol, options.InboundPayloadBytes) = (protocol, 1024);
            var link = NewLink(options);
            link.Subscriptions.Subscribe(
                link.Topics.Filter("cmd/#"),
                (message, _) =>
                {
                    link.Publisher.Reply(message, "fine"u8, link.Topics.Topic("answers"));
                    return ValueTask.CompletedTask;
                },
                new SubscriptionOptions { AnswerTopic = link.Topics.Topic("answers") });
            link.Start();
            Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
            await using var caller = await RawClient.ConnectAsync(broker.Port, $"caller{protocol}");
            await caller.SubscribeAsync("edge/box/answers");
            await caller.PublishAsync("edge/box/cmd/a", new byte[3000]);
            Assert.Contains("3000 bytes: expected at most 1024", (await caller.NextAsync()).Text, StringComparison.Ordinal);
            await caller.PublishAsync("edge/box/cmd/a", new byte[2_000_000]); // a broker of version 5 keeps it from us
            await caller.PublishAsync("edge/box/cmd/a", new byte[10]);
            Assert.Equal("fine", (await caller.NextAsync()).Text);
            Assert.Equal(protocol == MqttProtocol.V5 ? 1 : 2, link.Subscriptions.Dropped);
            Assert.Equal(0, link.Publisher.Snapshot().Reconnects);
            await link.StopAsync();
        }
    }
}
