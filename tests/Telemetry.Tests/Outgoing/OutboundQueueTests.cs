using System.Text;
using CsCheck;
using Telemetry.Outgoing;
using Xunit;

namespace Telemetry.Tests.Outgoing;

public sealed class OutboundQueueTests
{
    private readonly PayloadPool _payloads = new();
    private readonly OutboundCounts _counts = new();

    private OutboundMessage Message(string topic, string text, Delivery delivery) => new(new TopicName(topic), _payloads.Copy(Encoding.UTF8.GetBytes(text)), delivery, null);

    private static List<string> TakeAll(OutboundQueue queue, bool acknowledgedToo = true)
    {
        var taken = new List<string>();
        while (queue.TryTake(acknowledgedToo, out var message))
        {
            taken.Add($"{message.Topic}={Encoding.UTF8.GetString(message.Payload.Memory.Span)}");
            message.Payload.Release();
        }
        return taken;
    }

    [Fact]
    public void Enqueue_FullOfEvents_LiveNewcomerIsDropped()
    {
        var queue = new OutboundQueue(2, 1 << 20, 10, _counts);
        Assert.True(queue.Enqueue(Message("e", "1", Delivery.Event)));
        Assert.True(queue.Enqueue(Message("e", "2", Delivery.Event)));
        Assert.False(queue.Enqueue(Message("l", "1", Delivery.Live)));
        Assert.Equal(["e=1", "e=2"], TakeAll(queue));
        Assert.Equal(new PerDelivery(1, 0, 0, 0), _counts.DroppedTotals);
    }

    [Fact]
    public void Enqueue_Full_DropsLiveThenStateThenStatusThenEvent()
    {
        var queue = new OutboundQueue(4, 1 << 20, 10, _counts);
        queue.Enqueue(Message("event", "1", Delivery.Event));
        queue.Enqueue(Message("status", "1", Delivery.Status));
        queue.Enqueue(Message("state", "1", Delivery.State));
        queue.Enqueue(Message("live", "1", Delivery.Live));
        var expected = new[] { new PerDelivery(1, 0, 0, 0), new PerDelivery(1, 1, 0, 0), new PerDelivery(1, 1, 1, 0), new PerDelivery(1, 1, 1, 1) };
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(queue.Enqueue(Message("event", $"{i + 2}", Delivery.Event)));
            Assert.Equal(expected[i], _counts.DroppedTotals);
        }
    }

    [Fact]
    public void TryTake_StatePushedOut_ComesWhenQueueIsEmpty()
    {
        var queue = new OutboundQueue(2, 1 << 20, 10, _counts);
        queue.Enqueue(Message("state", "kept", Delivery.State));
        queue.Enqueue(Message("event", "1", Delivery.Event));
        queue.Enqueue(Message("event", "2", Delivery.Event));
        Assert.Equal(3, queue.Pending);
        Assert.Equal(["event=1", "event=2", "state=kept"], TakeAll(queue));
        Assert.Equal(0, queue.Pending);
    }

    [Fact]
    public void Enqueue_NewerState_TakesThePlaceOfTheWaitingOne()
    {
        var queue = new OutboundQueue(10, 1 << 20, 10, _counts);
        queue.Enqueue(Message("count", "1", Delivery.State));
        queue.Enqueue(Message("live", "a", Delivery.Live));
        queue.Enqueue(Message("count", "2", Delivery.State));
        Assert.Equal(["count=2", "live=a"], TakeAll(queue));
        Assert.Equal(1, _counts.Replaced);
        Assert.Equal(0, _counts.DroppedTotals.Total);
    }

    [Fact]
    public void TryTake_WithoutRoomForAcknowledgements_LetsLiveAndStatePass()
    {
        var queue = new OutboundQueue(10, 1 << 20, 10, _counts);
        queue.Enqueue(Message("event", "1", Delivery.Event));
        queue.Enqueue(Message("live", "1", Delivery.Live));
        queue.Enqueue(Message("status", "1", Delivery.Status));
        queue.Enqueue(Message("state", "1", Delivery.State));
        Assert.Equal(["live=1", "state=1"], TakeAll(queue, acknowledgedToo: false));
        Assert.Equal(["event=1", "status=1"], TakeAll(queue));
    }

    [Fact]
    public void SendRetainedAgain_AfterSending_GoesBeforeTheQueueWithTheLatestValue()
    {
        var queue = new OutboundQueue(10, 1 << 20, 10, _counts);
        queue.Enqueue(Message("status", "online", Delivery.Status));
        queue.Enqueue(Message("count", "1", Delivery.State));
        TakeAll(queue);
        queue.Enqueue(Message("event", "1", Delivery.Event));
        queue.Enqueue(Message("count", "2", Delivery.State));
        queue.SendRetainedAgain();
        Assert.Equal(["status=online", "event=1", "count=2"], TakeAll(queue));
    }

    [Fact]
    public void Enqueue_MoreRetainedTopicsThanAllowed_IsDroppedAndCounted()
    {
        var queue = new OutboundQueue(10, 1 << 20, 1, _counts);
        Assert.True(queue.Enqueue(Message("a", "1", Delivery.State)));
        Assert.False(queue.Enqueue(Message("b", "1", Delivery.State)));
        Assert.Equal(1, _counts.DroppedTotals.State);
    }

    /// <summary>Any sequence of publishing, taking and reconnecting, against a plain list.</summary>
    [Fact]
    public void AnySequence_BehavesAsThePlainModel() => Check.Sample(
        Gen.Select(Gen.Int[1, 6], Gen.Select(Gen.Int[0, 6], Gen.Int[0, 2], Gen.Int[0, 40]).Array[0, 60]),
        (maxMessages, steps) =>
        {
            var (pool, counts) = (new PayloadPool(), new OutboundCounts());
            var queue = new OutboundQueue(maxMessages, 1 << 20, 100, counts);
            var model = new PlainQueue(maxMessages);
            for (var i = 0; i < steps.Length; i++)
            {
                var (act, topic, _) = steps[i];
                if (act < 4)
                {
                    var message = new OutboundMessage(new TopicName($"{(Delivery)act}/{topic}"), pool.Copy(BitConverter.GetBytes(i)), (Delivery)act, null);
                    Assert.Equal(model.Publish($"{(Delivery)act}/{topic}", i, (Delivery)act), queue.Enqueue(message));
                }
                else if (act < 6)
                {
                    var expected = model.Take(act == 4);
                    Assert.Equal(expected is not null, queue.TryTake(act == 4, out var message));
                    if (expected is { } e)
                    {
                        Assert.Equal((e.Topic, e.Value), (message.Topic.Text, BitConverter.ToInt32(message.Payload.Memory.Span)));
                        message.Payload.Release();
                    }
                }
                else
                {
                    queue.SendRetainedAgain();
                    model.Reconnect();
                }
                Assert.True(queue.Count <= maxMessages);
                Assert.Equal(model.Waiting, queue.Count);
            }
            Assert.Equal(model.Dropped, new[] { counts.DroppedTotals.Live, counts.DroppedTotals.State, counts.DroppedTotals.Status, counts.DroppedTotals.Event });
            queue.Clear();
            Assert.Equal(0, pool.Out);
            Assert.Equal(0, queue.Bytes);
        });

    [Fact]
    public void AnySizes_NeverExceedTheByteCap() => Check.Sample(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3000]).Array[0, 80],
        steps =>
        {
            var (pool, counts) = (new PayloadPool(), new OutboundCounts());
            var queue = new OutboundQueue(1000, 5000, 100, counts);
            foreach (var (delivery, topic, size) in steps)
            {
                queue.Enqueue(new OutboundMessage(new TopicName($"{delivery}/{topic}"), pool.Copy(new byte[size]), (Delivery)delivery, null));
                Assert.InRange(queue.Bytes, 0, 5000);
            }
            while (queue.TryTake(true, out var message))
                message.Payload.Release();
            Assert.Equal(0, queue.Bytes);
            queue.Clear();
            Assert.Equal(0, pool.Out);
        });

    /// <summary>The rules of <see cref="Delivery"/> with lists and linear searches.</summary>
    private sealed class PlainQueue(int maxMessages)
    {
        private readonly List<(string Topic, int Value, Delivery Delivery)> _waiting = [];
        private readonly List<(string Topic, int Value, Delivery Delivery)> _latest = [];
        private readonly List<string> _pushedOut = [];
        private List<string> _again = [];

        public long[] Dropped { get; } = new long[4];

        public int Waiting => _waiting.Count;

        public bool Publish(string topic, int value, Delivery delivery)
        {
            var message = (topic, value, delivery);
            if (delivery is Delivery.State or Delivery.Status)
            {
                var known = _latest.FindIndex(l => l.Topic == topic);
                if (known < 0)
                    _latest.Add(message);
                else
                    _latest[known] = message;
                _pushedOut.Remove(topic);
                if (_again.Contains(topic))
                    return true;
                var place = _waiting.FindIndex(w => w.Topic == topic);
                if (place >= 0)
                {
                    _waiting[place] = message;
                    return true;
                }
            }
            _waiting.Add(message);
            if (_waiting.Count <= maxMessages)
                return true;
            var victim = _waiting.First(w => w.Delivery == _waiting.Min(v => v.Delivery));
            _waiting.Remove(victim);
            Dropped[(int)victim.Delivery]++;
            if (victim.Delivery is Delivery.State or Delivery.Status)
                _pushedOut.Add(victim.Topic);
            return victim != message;
        }

        public (string Topic, int Value)? Take(bool acknowledgedToo)
        {
            bool May(Delivery delivery) => acknowledgedToo || delivery is Delivery.Live or Delivery.State;
            if (_again.Count > 0 && _latest.Single(l => l.Topic == _again[0]) is var first && May(first.Delivery))
            {
                _again.RemoveAt(0);
                return (first.Topic, first.Value);
            }
            var next = _waiting.FindIndex(w => May(w.Delivery));
            if (next >= 0)
            {
                var (topic, value, _) = _waiting[next];
                _waiting.RemoveAt(next);
                return (topic, value);
            }
            if (_waiting.Count > 0)
                return null;
            foreach (var (topic, value, delivery) in _latest)
            {
                if (_pushedOut.Contains(topic) && May(delivery))
                {
                    _pushedOut.Remove(topic);
                    return (topic, value);
                }
            }
            return null;
        }

        public void Reconnect()
        {
            _pushedOut.Clear();
            _again = [.. _latest.Select(l => l.Topic).Where(topic => !_waiting.Exists(w => w.Topic == topic))];
        }
    }
}
