using System.Text;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Outgoing;
using Xunit;

namespace Telemetry.Tests.Outgoing;

public sealed class OutboxTests
{
    private readonly FakeTimeProvider _time = new();

    private Outbox NewOutbox(int inFlight = 100) => new(1000, 1 << 20, 100, inFlight, _time);

    private static void Publish(Outbox outbox, string topic, string text, Delivery delivery) => outbox.Publish(new TopicName(topic), Encoding.UTF8.GetBytes(text), delivery);

    private static List<(string Text, ushort Id)> TakeAll(Outbox outbox)
    {
        var taken = new List<(string, ushort)>();
        while (outbox.TryTake(out var message, out var id))
        {
            taken.Add(($"{message.Topic}={Encoding.UTF8.GetString(message.Payload.Memory.Span)}", id));
            message.Payload.Release();
            if (id == 0)
                outbox.Written(default(PerDelivery).With(message.Delivery));
        }
        return taken;
    }

    [Fact]
    public void EndConnection_Unacknowledged_AreSentFirstAndInOrder()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(3);
        for (var i = 0; i < 6; i++)
            Publish(outbox, "e", $"{i}", Delivery.Event);
        var first = TakeAll(outbox);
        Assert.Equal(["e=0", "e=1", "e=2"], first.Select(f => f.Text));
        outbox.Acknowledge(first[1].Id, 0);
        outbox.EndConnection();
        Publish(outbox, "e", "6", Delivery.Event);

        outbox.BeginConnection(1); // the next broker takes fewer
        Assert.Equal(["e=0"], TakeAll(outbox).Select(t => t.Text));
        outbox.EndConnection(); // and drops us at once

        outbox.BeginConnection(100);
        Assert.Equal(["e=0", "e=2", "e=3", "e=4", "e=5", "e=6"], TakeAll(outbox).Select(t => t.Text));
        Assert.Equal(3, outbox.Snapshot().Resent);
    }

    [Fact]
    public void EndConnection_StatusInFlight_OnlyItsLatestValueIsSent()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "s", "old", Delivery.Status);
        TakeAll(outbox);
        Publish(outbox, "s", "new", Delivery.Status);
        TakeAll(outbox);
        outbox.EndConnection();
        outbox.BeginConnection(10);
        Assert.Equal(["s=new"], TakeAll(outbox).Select(t => t.Text));
    }

    [Fact]
    public async Task EndConnection_StatusInFlight_IsOwedUntilABrokerAnswers()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "s", "offline", Delivery.Status);
        TakeAll(outbox);
        outbox.EndConnection();

        Assert.False(await outbox.WaitAsync(0, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(1, outbox.Close());
    }

    [Fact]
    public void Publish_OnlyIfFirst_LeavesAnEarlierValue()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "a", "5", Delivery.State);
        Assert.False(outbox.Publish(new TopicName("a"), "0"u8, Delivery.State, onlyIfFirst: true));
        Assert.True(outbox.Publish(new TopicName("b"), "0"u8, Delivery.State, onlyIfFirst: true));
        Assert.Equal(["a=5", "b=0"], TakeAll(outbox).Select(t => t.Text));
        Assert.False(outbox.Publish(new TopicName("b"), "0"u8, Delivery.State, onlyIfFirst: true));
        Assert.Empty(TakeAll(outbox));
    }

    [Fact]
    public void Lost_InTheSendersHands_CountsWhatIsNotSentAgain()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10, acknowledges: false);
        Publish(outbox, "l", "1", Delivery.Live);
        Publish(outbox, "l", "2", Delivery.Live);
        Publish(outbox, "n", "3", Delivery.State);
        Publish(outbox, "e", "4", Delivery.Event);
        var held = default(PerDelivery);
        while (outbox.TryTake(out var message, out _))
        {
            held = held.With(message.Delivery);
            message.Payload.Release();
        }

        outbox.Lost(held);
        outbox.EndConnection();

        Assert.Equal(new PerDelivery(2, 0, 0, 1), outbox.Snapshot().Dropped);
        outbox.BeginConnection(10);
        Assert.Equal(["n=3"], TakeAll(outbox).Select(t => t.Text));
        Assert.True(outbox.WaitAsync(0, TimeSpan.Zero, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WaitAsync_UntilAcknowledged_ThenTrue()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "e", "1", Delivery.Event);
        var drained = outbox.WaitAsync(0, TimeSpan.FromSeconds(5), CancellationToken.None);
        var id = TakeAll(outbox).Single().Id;
        Assert.False(drained.IsCompleted);
        outbox.Acknowledge(id, 0);
        Assert.True(await drained.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task WaitAsync_PastTheLimit_IsFalse()
    {
        var outbox = NewOutbox();
        Publish(outbox, "e", "1", Delivery.Event);
        var drained = outbox.WaitAsync(0, TimeSpan.FromSeconds(5), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await drained.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Acknowledge_WithReasonOfRefusal_DropsAndCounts()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "e", "1", Delivery.Event);
        Assert.Equal("e", outbox.Acknowledge(TakeAll(outbox).Single().Id, 0x83)?.Topic.Text);
        var snapshot = outbox.Snapshot();
        Assert.Equal((1, 1, 0, 0), (snapshot.Refused, snapshot.Dropped.Event, snapshot.Acknowledged, snapshot.InFlight));
    }

    [Fact]
    public void BeginConnection_BrokerWithoutQos1_SendsEventsWithoutIdentifier()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10, acknowledges: false);
        Publish(outbox, "e", "1", Delivery.Event);
        Assert.Equal(("e=1", (ushort)0), TakeAll(outbox).Single());
        Assert.Equal(0, outbox.Snapshot().InFlight);
    }

    [Fact]
    public void OldestInFlight_GrowsUntilAcknowledged()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "e", "1", Delivery.Event);
        var id = TakeAll(outbox).Single().Id;
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), outbox.OldestInFlight);
        outbox.Acknowledge(id, 0);
        Assert.Equal(TimeSpan.Zero, outbox.OldestInFlight);
    }

    [Fact]
    public void Close_WithMessagesLeft_CountsThemAndRefusesMore()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        Publish(outbox, "e", "1", Delivery.Event);
        TakeAll(outbox);
        Publish(outbox, "e", "2", Delivery.Event);
        Assert.Equal(2, outbox.Close());
        Assert.False(outbox.Publish(new TopicName("e"), "3"u8, Delivery.Event));
        Assert.Equal(3, outbox.Snapshot().Dropped.Event);
    }

    /// <summary>The promise to the frame line: publishing in steady state allocates nothing.</summary>
    [Fact]
    public void Publish_SteadyState_AllocatesNothing()
    {
        var outbox = NewOutbox();
        outbox.BeginConnection(10);
        var topic = new TopicName("cam/detections");
        var payload = new byte[1000];
        for (var i = 0; i < 200; i++)
            PublishAndTake();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            PublishAndTake();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000); // under a byte each

        void PublishAndTake()
        {
            outbox.Publish(topic, payload, Delivery.Live);
            outbox.TryTake(out var message, out _);
            message.Payload.Release();
            outbox.Written(new PerDelivery(1, 0, 0, 0));
        }
    }
}
