using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

public sealed class HostileBrokerTests : LinkFixture
{
    private static readonly byte[] s_receiveMaximumFive = [0x21, 0, 5];

    [Theory]
    [InlineData(0x30)] // a message
    [InlineData(0x90)] // an answer to SUBSCRIBE
    public async Task Connected_BrokerAnnounces200Megabytes_DisconnectsWithoutTheMemory(byte type)
    {
        var farewell = new TaskCompletionSource<(int Type, byte[] Body)>();
        await using var broker = new ScriptedBroker(async (stream, number, stop) =>
        {
            if (number > 0)
                await Task.Delay(Timeout.Infinite, stop);
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync(ScriptedBroker.Accept(v5: true), stop);
            await stream.WriteAsync((byte[])[type, .. RawClient.Length(200_000_000), 1, 2, 3], stop);
            while (true)
            {
                if (await RawClient.ReadPacketAsync(stream, stop) is { Type: 0xE0 } packet)
                    farewell.TrySetResult(packet);
            }
        });
        var before = GC.GetTotalAllocatedBytes();
        Assert.Contains("200000005 bytes", await FaultAsync(NewLink(Options(broker.Port))), StringComparison.Ordinal);
        Assert.Equal(0x95, (await farewell.Task.WaitAsync(LinkExtensions.Limit)).Body[0]); // packet too large
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20_000_000);
    }

    [Fact]
    public async Task Connected_BrokerNeverAcknowledges_IsGivenUpAndTheEventSentAgain()
    {
        var time = new FakeTimeProvider();
        var seen = new ConcurrentQueue<string>();
        var first = new TaskCompletionSource();
        await using var broker = new ScriptedBroker((stream, number, stop) => ScriptedBroker.ServeAsync(stream, [], async (message, id) =>
        {
            if (message.Topic.EndsWith("events", StringComparison.Ordinal))
            {
                seen.Enqueue($"{number}:{message.Text}");
                first.TrySetResult();
            }
            if (number > 0 && id > 0)
                await stream.WriteAsync((byte[])[0x40, 2, (byte)(id >> 8), (byte)id], stop);
        }, stop));
        var link = NewLink(Options(broker.Port), time);
        link.Start();
        await link.WhenConnectedAsync();
        Publish(link, "cam/events", "a", Delivery.Event);
        await first.Task.WaitAsync(LinkExtensions.Limit);
        var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
        for (var i = 0; i < 19; i++)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(lost.IsCompleted);
        for (var i = 0; i < 3; i++)
            time.Advance(TimeSpan.FromSeconds(1));
        // The write may not have returned yet when time leaps: then it is the write that took too long.
        Assert.Matches("not acknowledged|read nothing", (await lost).Detail);
        var drained = link.Publisher.WaitForDrainAsync(TimeSpan.FromHours(1));
        for (var i = 0; i < 1000 && !drained.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(20)); // the pause before the reconnect
            await Task.WhenAny(drained, Task.Delay(5));
        }
        Assert.True(await drained.WaitAsync(LinkExtensions.Limit));
        Assert.Equal(["0:a", "1:a"], seen);
    }

    [Fact]
    public async Task Connected_BrokerReadsNothing_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync(ScriptedBroker.Accept(v5: true), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        var link = NewLink(Options(broker.Port), time);
        link.Start();
        await link.WhenConnectedAsync();
        var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
        for (var i = 0; i < 16; i++) // more than the socket's buffers hold
            link.Publisher.Publish(link.Topics.Topic("cam/x"), new byte[900_000], Delivery.Live);
        for (var i = 0; i < 500 && !lost.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(lost, Task.Delay(10));
        }
        Assert.Equal(LinkState.Waiting, (await lost).State);
    }

    [Fact]
    public async Task Connected_BrokerAnswersNoPing_IsGivenUp()
    {
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync(ScriptedBroker.Accept(v5: true), stop);
            while (true)
                await RawClient.ReadPacketAsync(stream, stop);
        });
        var options = Options(broker.Port);
        options.KeepAlive = TimeSpan.FromSeconds(1);
        var link = NewLink(options);
        link.Start();
        await link.WhenConnectedAsync();
        Assert.Contains("ping", (await link.WhenAsync(status => status.State == LinkState.Waiting)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connected_BrokerWantsAShorterKeepAlive_IsPingedInTime()
    {
        var time = new FakeTimeProvider();
        var pinged = new TaskCompletionSource();
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync(ScriptedBroker.Accept(v5: true, 0x13, 0, 2), stop);
            while (true)
            {
                if (await RawClient.ReadPacketAsync(stream, stop) is { Type: 0xC0 })
                    pinged.TrySetResult();
            }
        });
        var link = NewLink(Options(broker.Port), time);
        link.Start();
        await link.WhenConnectedAsync();
        for (var i = 0; i < 100 && !pinged.Task.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(1100)); // the publish timeout is far
            await Task.WhenAny(pinged.Task, Task.Delay(20));
        }
        await pinged.Task.WaitAsync(LinkExtensions.Limit);
    }

    [Fact]
    public async Task Connected_ReceiveMaximumFive_IsNeverExceeded()
    {
        var (open, most) = (0, 0);
        var ids = new Queue<int>();
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, s_receiveMaximumFive, async (_, id) =>
        {
            ids.Enqueue(id);
            most = Math.Max(most, ++open);
            if (ids.Count < 5 && stream.DataAvailable)
                return;
            await Task.Delay(2, stop); // time to overstep, if it were to
            if (stream.DataAvailable)
                return;
            for (; ids.TryDequeue(out var acknowledged); open--)
                await stream.WriteAsync((byte[])[0x40, 2, (byte)(acknowledged >> 8), (byte)acknowledged], stop);
        }, stop));
        var link = NewLink(Options(broker.Port));
        link.Start();
        for (var i = 0; i < 200; i++)
            Publish(link, "cam/events", $"{i}", Delivery.Event);
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.InRange(most, 2, 5);
    }

    [Fact]
    public async Task Connected_MaximumPacketSize_IsKeptAndTheTooLargeCounted()
    {
        var largest = 0;
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [0x27, 0, 0, 0, 100], async (message, id) =>
        {
            largest = Math.Max(largest, message.Payload.Length);
            if (id > 0)
                await stream.WriteAsync((byte[])[0x40, 2, (byte)(id >> 8), (byte)id], stop);
        }, stop));
        var link = NewLink(Options(broker.Port));
        link.Start();
        foreach (var size in new[] { 10, 60, 200, 70_000, 5 })
        {
            link.Publisher.Publish(link.Topics.Topic("e"), new byte[size], Delivery.Event);
            link.Publisher.Publish(link.Topics.Topic("l"), new byte[size], Delivery.Live);
        }
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal(60, largest);
        Assert.Equal(new PerDelivery(2, 0, 0, 2), link.Publisher.Snapshot().Dropped);
        Assert.Equal(2, Log.Count(3005)); // once a topic
    }

    [Fact]
    public async Task Connected_BrokerRefusesATopic_OthersGoOnAndItIsSaidOnce()
    {
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], async (message, id) =>
            await stream.WriteAsync(message.Topic.EndsWith("secret", StringComparison.Ordinal)
                ? [0x40, 4, (byte)(id >> 8), (byte)id, 0x87, 0] : (byte[])[0x40, 2, (byte)(id >> 8), (byte)id], stop), stop));
        var link = NewLink(Options(broker.Port));
        link.Start();
        for (var i = 0; i < 10; i++)
        {
            Publish(link, "secret", "x", Delivery.Event);
            Publish(link, "open", "x", Delivery.Event);
        }
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        var snapshot = link.Publisher.Snapshot();
        Assert.Equal((10, 10, 11), (snapshot.Refused, snapshot.Dropped.Event, snapshot.Acknowledged));
        Assert.Equal(1, Log.Count(3005));
    }

    /// <summary>After the consent, bytes without sense: whatever they happen to mean, the link comes back and publishes.</summary>
    [Fact]
    public async Task Connected_RandomBytes_LinkRecovers()
    {
        const int Rounds = 60;
        await using var broker = new ScriptedBroker(async (stream, number, stop) =>
        {
            if (number >= Rounds)
            {
                await ScriptedBroker.ServeAsync(stream, [], async (_, id) => await stream.WriteAsync((byte[])[0x40, 2, (byte)(id >> 8), (byte)id], stop), stop);
                return;
            }
            var v5 = (await RawClient.ReadPacketAsync(stream, stop)).Body[6] == 5;
            await stream.WriteAsync(ScriptedBroker.Accept(v5), stop);
            var random = new Random(number);
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            noise[0] = (byte)((number % 16 << 4) | (noise[0] & 0x0F)); // every packet type in turn
            if (number % 2 == 0 && noise.Length > 1)
                noise[1] = (byte)Math.Min(noise.Length - 2, 127); // a length that fits
            await stream.WriteAsync(noise, stop);
        });
        var options = Options(broker.Port);
        (options.ReconnectFirst, options.ReconnectLongest) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2));
        var link = NewLink(options);
        link.Subscriptions.Subscribe(new TopicFilter("#"), (_, _) => ValueTask.CompletedTask);
        link.Start();
        Publish(link, "cam/events", "kept", Delivery.Event);
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.All(Log.Entries, entry => Assert.True(entry.Id.Id != 3012, entry.Text));
    }

    [Fact]
    public async Task Connected_BrokerTakesOver_SaysThatASecondHostRuns()
    {
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync((byte[])[.. ScriptedBroker.Accept(v5: true), 0xE0, 1, 0x8E], stop);
            await RawClient.ReadPacketAsync(stream, stop);
        });
        Assert.Contains("second host", await FaultAsync(NewLink(Options(broker.Port))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connected_AcknowledgesWhatItNeverGot_ChangesNothing()
    {
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], async (_, id) =>
        {
            for (var other = 0x8000; other < 0x8200; other++) // ids that are not out yet, too
            {
                if (other != id)
                    await stream.WriteAsync((byte[])[0x40, 2, (byte)(other >> 8), (byte)other], stop);
            }
            await stream.WriteAsync((byte[])[0x40, 2, (byte)(id >> 8), (byte)id, 0x40, 2, (byte)(id >> 8), (byte)id], stop);
        }, stop));
        var link = NewLink(Options(broker.Port));
        link.Start();
        for (var i = 0; i < 50; i++)
            Publish(link, "e", $"{i}", Delivery.Event);
        Assert.True(await link.Publisher.WaitForDrainAsync(LinkExtensions.Limit));
        Assert.Equal(0, Log.Count(3012));
    }

    /// <summary>The connection breaks again and again, with part of the acknowledgements on their way: nothing may be missing, and
    /// what came first comes first.</summary>
    [Fact]
    public async Task Connection_BreaksAgainAndAgain_EventsArriveAtLeastOnceAndInOrder()
    {
        const int Count = 500;
        var seen = new ConcurrentQueue<int>();
        await using var broker = new ScriptedBroker(async (stream, number, stop) =>
        {
            var left = 5 + (number * 7 % 60);
            await ScriptedBroker.ServeAsync(stream, [], async (message, id) =>
            {
                if (message.Topic.EndsWith("events", StringComparison.Ordinal))
                    seen.Enqueue(int.Parse(message.Text, CultureInfo.InvariantCulture));
                if (left-- == 0)
                    throw new IOException("enough");
                if (left % 3 != 0) // some are taken, and never acknowledged on this connection
                    await stream.WriteAsync((byte[])[0x40, 2, (byte)(id >> 8), (byte)id], stop);
            }, stop);
        });
        var options = Options(broker.Port);
        (options.ReconnectFirst, options.ReconnectLongest) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5));
        var link = NewLink(options);
        link.Start();
        for (var i = 0; i < Count; i++)
            Publish(link, "cam/events", $"{i}", Delivery.Event);
        for (var i = 0; i < 300 && seen.Distinct().Count() < Count; i++)
            await Task.Delay(50);
        Assert.Equal(Enumerable.Range(0, Count), seen.Distinct());
        Assert.True(broker.Connections > 3);
        Assert.Equal(0, link.Publisher.Snapshot().Dropped.Total);
    }

    [Fact]
    public async Task Stop_BrokerStalls_IsBounded()
    {
        await using var broker = new ScriptedBroker((stream, _, stop) => ScriptedBroker.ServeAsync(stream, [], (_, _) => Task.CompletedTask, stop));
        var options = Options(broker.Port);
        options.FlushTimeout = TimeSpan.FromMilliseconds(200);
        var link = NewLink(options);
        link.Start();
        await link.WhenConnectedAsync();
        Publish(link, "cam/events", "never taken", Delivery.Event);
        await link.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(1, Log.Count(3004));
        Assert.False(Publish(link, "cam/events", "too late", Delivery.Event));
    }

    /// <summary>More than the sockets between them hold, to a broker that reads nothing and then hangs up.</summary>
    [Fact]
    public async Task Lost_InTheMiddleOfABatch_CountsWhatWasInIt()
    {
        var (begun, hangUp) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var broker = new ScriptedBroker(async (stream, number, stop) =>
        {
            if (number > 0)
                await Task.Delay(Timeout.Infinite, stop);
            await RawClient.ReadPacketAsync(stream, stop);
            await stream.WriteAsync(ScriptedBroker.Accept(v5: true), stop);
            // Until its first byte is here a batch is only queued, and what is queued outlives the connection.
            await stream.ReadExactlyAsync(new byte[1], stop);
            begun.SetResult();
            await hangUp.Task.WaitAsync(stop);
        });
        var link = NewLink(Options(broker.Port));
        link.Start();
        await link.WhenConnectedAsync();
        var payload = new string('x', 60_000);
        for (var i = 0; i < 200; i++)
            Publish(link, "cam/detections", payload, Delivery.Live);
        Assert.Equal(0, link.Publisher.Snapshot().Dropped.Live);

        await begun.Task.WaitAsync(LinkExtensions.Limit);
        var lost = link.WhenAsync(status => status.State == LinkState.Waiting);
        hangUp.SetResult();
        await lost;

        Assert.InRange(link.Publisher.Snapshot().Dropped.Live, 1, 200);
    }

    [Fact]
    public async Task Stop_WhileConnecting_StillSaysWhatWasPublished()
    {
        var heard = new ConcurrentQueue<string>();
        var dialled = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var broker = new ScriptedBroker(async (stream, _, stop) =>
        {
            dialled.TrySetResult();
            await answer.Task.WaitAsync(stop);
            await ScriptedBroker.ServeAsync(stream, [], async (message, id) =>
            {
                heard.Enqueue(message.Text);
                if (id > 0)
                    await stream.WriteAsync((byte[])[0x40, 2, (byte)(id >> 8), (byte)id], stop);
            }, stop);
        });
        var link = NewLink(Options(broker.Port));
        link.Start();
        Publish(link, "cam/events", "short run", Delivery.Event);
        await dialled.Task.WaitAsync(LinkExtensions.Limit);

        var stopping = link.StopAsync();
        answer.SetResult();
        await stopping.WaitAsync(LinkExtensions.Limit);

        Assert.Equal(["online", "short run", "offline"], heard);
    }
}
