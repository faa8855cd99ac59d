using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Spool;
using Telemetry.Spool.Files;
using Telemetry.Tests.Brokers;
using Telemetry.Tests.Spool.Disks;
using Xunit;

namespace Telemetry.Tests.Mqtt;

/// <summary>What becomes of events that the broker, or the disk, will not have.</summary>
public sealed class RefusedEventsTests : SpooledFixture
{
    [Fact]
    public async Task Quota_Exceeded_EverythingComesLater()
    {
        var (received, refusals) = (new Received(), 0);
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [0x21, 0, 1], (message, id) =>
        {
            if (message.Topic.EndsWith("events", StringComparison.Ordinal) && refusals < 2)
                return AcknowledgeAsync(stream, id, refusals++ >= 0 ? 0x97 : 0, stop);
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var time = new FakeTimeProvider();
        var link = NewLink(Options(broker.Port), time, events: OpenSpool());
        for (var i = 0; i < 20; i++)
            PublishNumber(link, i);
        link.Start();
        await DrainAsync(link, time, TimeSpan.FromMilliseconds(100));
        Assert.Equal(Enumerable.Range(0, 20), received.Numbers);
        var snapshot = link.Publisher.Snapshot();
        Assert.Equal((2, 0L, 0L), (refusals, snapshot.Dropped.Total, snapshot.Spool!.Value.Rejected));
        Assert.Equal(1, Log.Count(3016)); // said once
    }

    [Fact]
    public async Task NotAuthorised_OneTopic_OthersGoOnAndItComesWhenTheBrokerIsMended()
    {
        var (received, mended) = (new Received(), false);
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            if (message.Topic.Contains("/secret/", StringComparison.Ordinal) && !Volatile.Read(ref mended))
                return AcknowledgeAsync(stream, id, 0x87, stop);
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var time = new FakeTimeProvider();
        var link = NewLink(Options(broker.Port), time, events: OpenSpool());
        link.Start();
        await link.WhenConnectedAsync();
        for (var i = 0; i < 150; i++)
        {
            PublishNumber(link, 2 * i, "open");
            PublishNumber(link, (2 * i) + 1, "secret");
        }
        var limit = DateTime.UtcNow.Add(LinkExtensions.Limit);
        while (received.Numbers.Count < 150 && DateTime.UtcNow < limit)
            await Task.Delay(10);
        Assert.Equal(Enumerable.Range(0, 150).Select(i => 2 * i), received.Numbers);
        Assert.Equal(1, link.Publisher.Snapshot().Spool!.Value.HeldTopics);

        Volatile.Write(ref mended, true);
        await DrainAsync(link, time, TimeSpan.FromSeconds(5));
        Assert.Equal(Enumerable.Range(0, 150).Select(i => (2 * i) + 1), received.Numbers.Skip(150));
        Assert.Equal((0L, 0), (link.Publisher.Snapshot().Dropped.Total, link.Publisher.Snapshot().Spool!.Value.HeldTopics));
    }

    [Theory]
    [InlineData(0x90)]
    [InlineData(0x99)]
    [InlineData(0x83)]
    public async Task Rejected_ForGood_IsToldOnceAndNotSentAgain(int reason)
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            received.Add(message);
            return AcknowledgeAsync(stream, id, message.Text.StartsWith("{\"n\":3,", StringComparison.Ordinal) ? reason : 0, stop);
        }, stop));
        for (var start = 0; start < 2; start++)
        {
            using var spool = OpenSpool();
            var link = NewLink(Options(broker.Port), events: spool);
            for (var i = 0; i < 6 && start == 0; i++)
                PublishNumber(link, i);
            link.Start();
            Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
            await link.StopAsync();
        }
        Assert.Equal(Enumerable.Range(0, 6), received.Numbers);
        AssertTold(Assert.Single(received.Gaps), reason, "edge/box/cam/events", first: 4);
    }

    [Fact]
    public async Task TooLarge_ForThisBroker_IsToldAndOthersGoOn()
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [0x27, 0, 0, 4, 0], (message, id) =>
        {
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var link = NewLink(Options(broker.Port), events: OpenSpool());
        PublishNumber(link, 0);
        Publish(link, "cam/events", $$"""{"filling":"{{new string('x', 2000)}}"}""", Delivery.Event);
        PublishNumber(link, 2);
        link.Start();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal([0, 2], received.Numbers);
        AssertTold(Assert.Single(received.Gaps), 0x95, "edge/box/cam/events", first: 2);
        Assert.Equal((1L, 1L), (link.Publisher.Snapshot().Dropped.Event, link.Publisher.Snapshot().Spool!.Value.Rejected));
    }

    /// <summary>A broker that will not hear of losses either must not make an endless story of it.</summary>
    [Fact]
    public async Task Rejected_NoticesToo_ItEnds()
    {
        var messages = 0;
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            Interlocked.Increment(ref messages);
            return AcknowledgeAsync(stream, id, message.Topic.EndsWith("status", StringComparison.Ordinal) ? 0 : 0x90, stop);
        }, stop));
        var link = NewLink(Options(broker.Port), events: OpenSpool());
        for (var i = 0; i < 5; i++)
            PublishNumber(link, i);
        link.Start();
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        await link.StopAsync();
        Assert.InRange(messages, 5, 13); // status twice, five events, at most five notices
    }

    [Fact]
    public async Task Disk_TakesNothing_EventsGoOutFromMemoryUntilItDoes()
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (message, id) =>
        {
            received.Add(message);
            return AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var time = new FakeTimeProvider();
        using var disk = new StallingFiles(new LinuxFiles(SpoolOptions.Directory));
        using var spool = new DurableSpool(disk, SpoolOptions, time, Log);
        var link = NewLink(Options(broker.Port), time, events: spool);
        link.Start();
        await link.WhenConnectedAsync();
        PublishNumber(link, 0);
        await DrainAsync(link, time, TimeSpan.FromMilliseconds(10));
        disk.Stall();
        PublishNumber(link, 1);
        time.Advance(TimeSpan.FromSeconds(11));
        PublishNumber(link, 2);
        var limit = DateTime.UtcNow.Add(LinkExtensions.Limit);
        while (received.Numbers.Count < 2 && DateTime.UtcNow < limit)
            await Task.Delay(10);
        Assert.Equal([0, 2], received.Numbers);
        Assert.False(received.Events[1].TryGetProperty("seq", out _)); // it has no number
        Assert.Equal(1, Log.Count(3082));
        disk.GoOn();
        await DrainAsync(link, time, TimeSpan.FromSeconds(1));
        Assert.Equal([0, 2, 1], received.Numbers);
        await link.StopAsync();
    }

    /// <summary>A refused topic lies in the way of nothing: its events go when the quota is reached, each told, and the others are all there.</summary>
    [Fact]
    public async Task NotAuthorised_UntilTheQuotaIsReached_EveryLossIsTold()
    {
        var received = new Received();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], async (message, id) =>
        {
            if (message.Topic.Contains("/secret/", StringComparison.Ordinal))
            {
                await AcknowledgeAsync(stream, id, 0x87, stop);
                return;
            }
            received.Add(message);
            await AcknowledgeAsync(stream, id, 0, stop);
        }, stop));
        var options = SpoolOptions;
        options.MaxBytes = 6 * options.SegmentBytes;
        var (time, spool) = (new FakeTimeProvider(), OpenSpool(options));
        var link = NewLink(Options(broker.Port), time, events: spool);
        link.Start();
        await link.WhenConnectedAsync();
        var filling = new string('x', 3000);
        for (var i = 0; i < 400; i++)
        {
            Publish(link, i % 4 == 0 ? "secret/events" : "open/events", FormattableString.Invariant($$"""{"n":{{i}},"filling":"{{filling}}"}"""), Delivery.Event);
            await spool.WhenDurableAsync(i + 1, CancellationToken.None).WaitAsync(LinkExtensions.Limit);
        }
        for (var again = 0; again < 100; again++)
        {
            time.Advance(TimeSpan.FromSeconds(20)); // refused topics are tried, and what took the place of their events is read
            await Task.Delay(10);
        }
        Assert.True(spool.Snapshot().Evicted > 0);
        await StopAsync(link, time);
        spool.Dispose();

        var accounted = received.Numbers.Select(n => n + 1L).ToHashSet();
        foreach (var gap in received.Gaps)
            accounted.UnionWith(Numbers(gap.GetProperty("first").GetInt64(), gap.GetProperty("last").GetInt64()));
        var onlyTold = accounted.Count;
        foreach (var (kind, sequence, payload) in Left(OpenSpool(options)))
            accounted.UnionWith(kind == RecordKind.Gap && GapRecord.TryDecode(payload, out var gap) ? Numbers(gap.First, gap.Last) : [sequence]);
        Assert.Empty(Numbers(1, 400).Except(accounted));
        Assert.InRange(onlyTold, 301, 399); // the refused ones: some were given up, the others are still there
    }

    private static IEnumerable<long> Numbers(long first, long last)
    {
        for (var number = first; number <= last; number++)
            yield return number;
    }

    private static List<(RecordKind Kind, long Sequence, byte[] Payload)> Left(DurableSpool spool)
    {
        var left = new List<(RecordKind, long, byte[])>();
        var batch = new SpoolBatch();
        for (var after = spool.Snapshot().AcknowledgedThrough; ; after = batch.LastSequence)
        {
            spool.Read(batch, after);
            if (batch.Entries.IsEmpty)
                return left;
            foreach (var entry in batch.Entries)
                left.Add((entry.Kind, entry.Id.Sequence, batch.Payload(entry).ToArray()));
        }
    }

    private static void AssertTold(JsonElement gap, int reason, string topic, int first)
    {
        Assert.Equal(("rejected", reason, topic), (gap.GetProperty("reason").GetString(), gap.GetProperty("code").GetInt32(), gap.GetProperty("topic").GetString()));
        Assert.Equal((first, first, 1), (gap.GetProperty("first").GetInt32(), gap.GetProperty("last").GetInt32(), gap.GetProperty("count").GetInt32()));
    }
}
