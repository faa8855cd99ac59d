using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class SpooledEventsTests : SpooledFixture
{
    [Fact]
    public async Task Publish_BrokerAwayUntilTheNextStart_ComesInOrderAndSaysWhichStart()
    {
        using (var spool = OpenSpool())
        {
            var before = NewLink(Options(Mosquitto.FreePort()), events: spool);
            before.Start();
            for (var i = 0; i < 10; i++)
                Assert.True(PublishNumber(before, i));
            await before.StopAsync();
            Assert.Equal(1, Log.Count(3017)); // so many stay
        }
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var link = NewLink(Options(broker.Port), events: OpenSpool());
        PublishNumber(link, 10);
        link.Start();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal(Enumerable.Range(0, 11), received.Numbers);
        Assert.Equal(Enumerable.Range(1, 11), received.Events.Select(e => e.GetProperty("seq").GetInt32()));
        Assert.Single(received.Events.Select(e => e.GetProperty("spool").GetString()).Distinct());
        Assert.Equal([.. Enumerable.Repeat(1, 10), 2], received.Events.Select(e => e.GetProperty("boot").GetInt32()));
        Assert.Equal(0, link.Publisher.Snapshot().Spool!.Value.Waiting);
    }

    [Fact]
    public async Task Stop_EverythingAcknowledged_NothingIsSentAtTheNextStart()
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        for (var start = 0; start < 2; start++)
        {
            using var spool = OpenSpool();
            var link = NewLink(Options(broker.Port), events: spool);
            link.Start();
            for (var i = 0; i < 5; i++)
                PublishNumber(link, (5 * start) + i);
            Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
            await link.StopAsync();
        }
        Assert.Equal(Enumerable.Range(0, 10), received.Numbers);
    }

    [Fact]
    public async Task Connection_LostWithSomeAcknowledged_SendsTheOthersAgainUnderTheirNumbers()
    {
        var received = new Received();
        var (first, held) = (0, 0);
        await using var broker = new ScriptedBroker((stream, number, stop) => ScriptedBroker.ServeAsync(stream, [], async (message, id) =>
        {
            if (!received.Add(message))
                await AcknowledgeAsync(stream, id, 0, stop);
            else if (number > 0 || message.Text.Contains("\"n\":1,", StringComparison.Ordinal) || message.Text.Contains("\"n\":3,", StringComparison.Ordinal))
                await AcknowledgeAsync(stream, id, 0, stop); // of the first connection only two, out of order
            else if (++held == 18)
                first = received.All.Count;
            if (first > 0 && number == 0)
                throw new IOException("the broker dies");
        }, stop));
        var link = NewLink(Options(broker.Port), events: OpenSpool());
        for (var i = 0; i < 20; i++)
            PublishNumber(link, i);
        link.Start();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal(Enumerable.Range(0, 20), received.Numbers.Take(first));
        Assert.Equal(Enumerable.Range(0, 20).Except([1, 3]), received.Numbers.Skip(first));
        Assert.All(received.Events, e => Assert.Equal(e.GetProperty("n").GetInt32() + 1, e.GetProperty("seq").GetInt32()));
        Assert.Equal(18, link.Publisher.Snapshot().Resent);
    }

    [Fact]
    public async Task Backlog_BrokerTakesFive_NoMoreAreInFlight()
    {
        var received = new Received();
        var (open, most) = (new List<int>(), 0);
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [0x21, 0, 5], async (message, id) =>
        {
            if (id == 0)
                return;
            received.Add(message);
            open.Add(id);
            most = Math.Max(most, open.Count);
            if (open.Count < 5 && received.Numbers.Count < 500)
                return;
            foreach (var waiting in open)
                await AcknowledgeAsync(stream, waiting, 0, stop);
            open.Clear();
        }, stop));
        var link = NewLink(Options(broker.Port), events: OpenSpool());
        for (var i = 0; i < 500; i++)
            PublishNumber(link, i);
        link.Start();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal((5, 500), (most, received.Numbers.Count));
        Assert.Equal(Enumerable.Range(0, 500), received.Numbers);
    }

    [Fact]
    public async Task Broker_KnowsOnlyQos0_EventsGoOutOnceAndAreDone()
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [0x24, 0], (message, _) =>
        {
            received.Add(message);
            return Task.CompletedTask;
        }, stop));
        using (var spool = OpenSpool())
        {
            var link = NewLink(Options(broker.Port), events: spool);
            for (var i = 0; i < 300; i++)
                PublishNumber(link, i);
            link.Start();
            Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
            await link.StopAsync();
        }
        using var after = OpenSpool();
        var left = after.Snapshot();
        Assert.Equal(left.DurableThrough, left.AcknowledgedThrough);
        Assert.Equal(Enumerable.Range(0, 300), received.Numbers);
        Assert.All(received.All, message => Assert.Equal(0, message.Qos));
    }

    [Fact]
    public async Task Quota_Reached_WhatIsGivenUpIsToldAndTheRestComes()
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var options = SpoolOptions;
        options.MaxBytes = 5 * options.SegmentBytes;
        var spool = OpenSpool(options);
        var link = NewLink(Options(broker.Port), events: spool);
        var filling = new string('x', 4000);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(Publish(link, "cam/events", FormattableString.Invariant($$"""{"n":{{i}},"filling":"{{filling}}"}"""), Delivery.Event));
            await spool.WhenDurableAsync(i + 1, CancellationToken.None).WaitAsync(LinkExtensions.Limit);
        }
        link.Start();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        var numbers = received.Numbers;
        Assert.Equal(Enumerable.Range(numbers[0], 200 - numbers[0]), numbers);
        var lost = received.Gaps;
        Assert.Equal(numbers[0], lost.Sum(gap => gap.GetProperty("count").GetInt32()));
        Assert.All(lost, gap => Assert.Equal(("evicted", "event"), (gap.GetProperty("reason").GetString(), gap.GetProperty("lost").GetString())));
        Assert.Equal(numbers[0], lost.Max(gap => gap.GetProperty("last").GetInt32()));
        Assert.Equal(numbers[0], link.Publisher.Snapshot().Spool!.Value.Evicted);
    }

    /// <summary>A broker with moods: acknowledges late and out of order, is over its quota, drops connections. What was published comes all the
    /// same, and what comes twice is the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Broker_WithMoods_EveryEventComesUnderOneNumber(int seed)
    {
        const int Events = 300;
        var random = new Random(seed);
        var taken = new ConcurrentDictionary<(string Topic, int Number), long>();
        var contradictions = new ConcurrentQueue<string>();
        await using var broker = new ScriptedBroker((stream, number, stop) =>
        {
            var waiting = new List<int>();
            return ScriptedBroker.ServeAsync(stream, [0x21, 0, (byte)(1 + (seed * 7))], async (message, id) =>
            {
                var calm = taken.Count >= Events || number > 40; // in the end it is in a good mood
                var mood = calm || message.Topic.EndsWith("status", StringComparison.Ordinal) ? 99 : random.Next(100);
                if (mood < 3)
                    throw new IOException("the broker is in a bad mood");
                if (mood < 10)
                {
                    await AcknowledgeAsync(stream, id, 0x97, stop);
                    return;
                }
                if (message.Topic.EndsWith("events", StringComparison.Ordinal))
                {
                    var json = JsonDocument.Parse(message.Payload).RootElement;
                    var (n, sequence) = (json.GetProperty("n").GetInt32(), json.GetProperty("seq").GetInt64());
                    if (taken.GetOrAdd((message.Topic, n), sequence) is var known && known != sequence)
                        contradictions.Enqueue($"{message.Topic} {n} is {known} and {sequence}");
                }
                waiting.Insert(random.Next(waiting.Count + 1), id);
                if (mood < 30 && waiting.Count < 3)
                    return; // later, among others
                foreach (var late in waiting)
                    await AcknowledgeAsync(stream, late, 0, stop);
                waiting.Clear();
            }, stop);
        });
        var options = Options(broker.Port);
        (options.ReconnectFirst, options.ReconnectLongest) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10));
        var time = new FakeTimeProvider();
        var link = NewLink(options, time, events: OpenSpool());
        link.Start();
        for (var i = 0; i < Events; i++)
        {
            Assert.True(PublishNumber(link, i, $"cam{i % 3}"));
            if (i % 50 == 0)
                await Task.Yield();
        }
        await DrainAsync(link, time, TimeSpan.FromMilliseconds(100));
        Assert.Empty(contradictions);
        Assert.Equal(Enumerable.Range(0, Events), taken.Keys.Select(key => key.Number).Order());
        Assert.Equal(0, link.Publisher.Snapshot().Dropped.Event);
    }

    [Fact]
    public async Task Mosquitto_KilledAndRestarted_EventsComeInOrderAndNoneIsMissing()
    {
        await using var broker = await Mosquitto.StartAsync("allow_anonymous true\nmax_queued_messages 100000");
        var time = new FakeTimeProvider(); // it comes back when the watcher listens
        var link = NewLink(Options(broker.Port), time, events: OpenSpool());
        link.Start();
        await link.WhenConnectedAsync();
        var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
        for (var i = 0; i < 2000; i++)
        {
            Assert.True(PublishNumber(link, i));
            if (i == 1000)
                await broker.KillAsync();
        }
        await lost;
        Assert.True(link.Publisher.Snapshot().Spool!.Value.Waiting >= 999);
        await broker.StartAgainAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, "watcher");
        await watcher.SubscribeAsync("edge/box/cam/events");
        await DrainAsync(link, time, TimeSpan.FromMilliseconds(20));
        Assert.True(PublishNumber(link, 2000));
        var seen = new List<(int Number, long Sequence)>();
        while (seen.Count == 0 || seen[^1].Number < 2000)
        {
            var json = JsonDocument.Parse((await watcher.NextAsync()).Payload).RootElement;
            seen.Add((json.GetProperty("n").GetInt32(), json.GetProperty("seq").GetInt64()));
        }
        Assert.InRange(seen[0].Number, 0, 1001); // what it had before it died it had
        Assert.Equal(Enumerable.Range(seen[0].Number, 2001 - seen[0].Number), seen.Select(e => e.Number));
        Assert.All(seen, e => Assert.Equal(e.Number + 1, e.Sequence));
    }

    [Fact]
    public async Task Answers_DoNotGoOverTheDisk()
    {
        var spool = OpenSpool();
        var link = NewLink(Options(Mosquitto.FreePort()), events: spool);
        link.Publisher.Reply(new InboundMessage("edge/box/cmd/x", default, "somebody/answers", null, Retained: false), "{}"u8, link.Topics.Topic("cmd/result"));
        Assert.Equal(0, spool.Snapshot().Appended);
        Assert.Equal(2, link.Publisher.Snapshot().QueuedMessages); // with `online`
        await link.StopAsync();
    }

    /// <summary>The promise to the frame line.</summary>
    [Fact]
    public void Publish_SteadyState_AllocatesNothing()
    {
        var link = NewLink(Options(Mosquitto.FreePort()), events: OpenSpool());
        var topic = link.Topics.Topic("cam/events");
        var payload = new byte[1500];
        for (var i = 0; i < 50; i++)
            link.Publisher.Publish(topic, payload, Delivery.Event);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
            link.Publisher.Publish(topic, payload, Delivery.Event);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200); // under a byte each
    }
}
