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
