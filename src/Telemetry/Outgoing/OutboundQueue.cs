namespace Telemetry.Outgoing;

/// <summary>
/// What waits to be sent, bounded in messages and bytes, in the order of publishing. When it is full the least valuable goes
/// first (<see cref="Delivery"/> in the order of its values), among equals the oldest, and it is counted. A State or Status
/// topic has one place: a newer value takes the place of an older one that still waits, and a value pushed out of a full queue
/// is sent when the queue has run empty. Not thread-safe: <see cref="Outbox"/> holds the lock.
/// </summary>
internal sealed class OutboundQueue(int maxMessages, long maxBytes, int maxRetainedTopics, OutboundCounts counts)
{
    private readonly Queue<(OutboundMessage Message, long Sequence)> _live = new();
    private readonly Queue<RetainedValue> _state = new();
    private readonly Queue<RetainedValue> _status = new();
    private readonly Queue<(OutboundMessage Message, long Sequence)> _events = new();
    private readonly Dictionary<string, RetainedValue> _retained = new(StringComparer.Ordinal);
    private readonly Queue<RetainedValue> _again = new();
    private long _nextSequence;
    private long _retainedBytes;
    private int _pushedOut;

    public int Count => _live.Count + _state.Count + _status.Count + _events.Count;

    public long Bytes { get; private set; }

    /// <summary>What is still to be sent: the queue, and the retained values that wait outside of it.</summary>
    public int Pending => Count + _pushedOut + _again.Count;

    /// <summary>Retained values go out now because the connection is new.</summary>
    public bool HasAgain => _again.Count > 0;

    /// <summary>This State or Status topic has had a value.</summary>
    public bool Knows(TopicName topic) => _retained.ContainsKey(topic.Text);

    /// <summary>Takes over the payload's lease. False when this very message was dropped.</summary>
    public bool Enqueue(in OutboundMessage message)
    {
        switch (message.Delivery)
        {
            case Delivery.Live:
                _live.Enqueue((message, _nextSequence++));
                break;
            case Delivery.Event:
                _events.Enqueue((message, _nextSequence++));
                break;
            default:
                return EnqueueRetained(message);
        }
        Bytes += message.QueuedBytes;
        return DropExcess(message.Payload);
    }

    private bool EnqueueRetained(in OutboundMessage message)
    {
        var known = _retained.TryGetValue(message.Topic.Text, out var value);
        var growth = message.QueuedBytes - (known ? value!.Latest.QueuedBytes : 0);
        if (_retainedBytes + growth > maxBytes || (!known && _retained.Count >= maxRetainedTopics))
        {
            Drop(message);
            return false;
        }
        if (value is not null)
        {
            if (value.Place == RetainedPlace.Queued && value.Latest.Delivery == message.Delivery)
            {
                Bytes += message.QueuedBytes - value.Latest.QueuedBytes;
                counts.Replaced++;
                Keep(value, message);
                return DropExcess(message.Payload);
            }
            if (value.Place == RetainedPlace.Again)
            {
                Keep(value, message); // it goes out soon, and before the queue
                return true;
            }
            if (value.Place == RetainedPlace.PushedOut)
                _pushedOut--;
            else if (value.Place == RetainedPlace.Queued)
                Withdraw(value); // the topic changed from State to Status or back
            Keep(value, message);
        }
        else
        {
            _retainedBytes += message.QueuedBytes;
            value = new RetainedValue(message);
            _retained.Add(message.Topic.Text, value);
        }
        value.Place = RetainedPlace.Queued;
        value.Sequence = _nextSequence++;
        (message.Delivery == Delivery.State ? _state : _status).Enqueue(value);
        Bytes += message.QueuedBytes;
        return DropExcess(message.Payload);
    }

    private void Keep(RetainedValue value, in OutboundMessage message)
    {
        _retainedBytes += message.QueuedBytes - value.Latest.QueuedBytes;
        value.Latest.Payload.Release();
        value.Latest = message;
    }

    private void Withdraw(RetainedValue value)
    {
        var queue = value.Latest.Delivery == Delivery.State ? _state : _status;
        for (var left = queue.Count; left > 0; left--)
        {
            if (queue.Dequeue() is var other && other != value)
                queue.Enqueue(other);
        }
        Bytes -= value.Latest.QueuedBytes;
    }

    /// <summary>Drops until the caps hold; true if the newcomer is still here.</summary>
    private bool DropExcess(Payload newcomer)
    {
        var kept = true;
        while (Count > maxMessages || Bytes > maxBytes)
        {
            if (_live.Count > 0 || (_state.Count == 0 && _status.Count == 0))
            {
                var victim = (_live.Count > 0 ? _live : _events).Dequeue().Message;
                kept &= victim.Payload != newcomer;
                Bytes -= victim.QueuedBytes;
                Drop(victim);
            }
            else
            {
                var victim = (_state.Count > 0 ? _state : _status).Dequeue();
                kept &= victim.Latest.Payload != newcomer;
                Bytes -= victim.Latest.QueuedBytes;
                victim.Place = RetainedPlace.PushedOut;
                _pushedOut++;
                counts.Dropped(victim.Latest.Delivery);
            }
        }
        return kept;
    }

    private void Drop(in OutboundMessage message)
    {
        counts.Dropped(message.Delivery);
        message.Payload.Release();
    }

    /// <summary>The next message in turn, with a lease on its payload.</summary>
    /// <param name="acknowledgedToo">False while no more acknowledgements may be outstanding: only Live and State then.</param>
    public bool TryTake(bool acknowledgedToo, out OutboundMessage message)
    {
        if (TryTakeAgain(acknowledgedToo, out message))
            return true;
        var live = _live.Count > 0 ? _live.Peek().Sequence : long.MaxValue;
        var state = _state.Count > 0 ? _state.Peek().Sequence : long.MaxValue;
        var status = acknowledgedToo && _status.Count > 0 ? _status.Peek().Sequence : long.MaxValue;
        var @event = acknowledgedToo && _events.Count > 0 ? _events.Peek().Sequence : long.MaxValue;
        var first = Math.Min(Math.Min(live, state), Math.Min(status, @event));
        if (first == long.MaxValue)
            return Count == 0 && TryTakePushedOut(acknowledgedToo, out message);
        if (first == live || first == @event)
        {
            message = (first == live ? _live : _events).Dequeue().Message;
            Bytes -= message.QueuedBytes;
            return true;
        }
        var value = (first == state ? _state : _status).Dequeue();
        Bytes -= value.Latest.QueuedBytes;
        message = HandOver(value);
        return true;
    }

    /// <summary>The connection is new: every retained value that does not wait already is sent again, before anything else.</summary>
    public void SendRetainedAgain()
    {
        _again.Clear();
        foreach (var value in _retained.Values)
        {
            if (value.Place == RetainedPlace.Queued)
                continue;
            value.Place = RetainedPlace.Again;
            _again.Enqueue(value);
        }
        _pushedOut = 0;
    }

    /// <summary>A Status went out on a connection that ended before the broker answered: it is still to be sent, unless a newer value
    /// of its topic waits.</summary>
    public void Owe(in OutboundMessage message)
    {
        if (!_retained.TryGetValue(message.Topic.Text, out var value) || value.Place != RetainedPlace.Sent)
            return;
        value.Place = RetainedPlace.Again;
        _again.Enqueue(value);
    }

    private bool TryTakeAgain(bool acknowledgedToo, out OutboundMessage message)
    {
        message = default;
        if (!_again.TryPeek(out var value) || (value.Latest.IsAcknowledged && !acknowledgedToo))
            return false;
        message = HandOver(_again.Dequeue());
        return true;
    }

    private bool TryTakePushedOut(bool acknowledgedToo, out OutboundMessage message)
    {
        message = default;
        if (_pushedOut == 0)
            return false;
        foreach (var value in _retained.Values)
        {
            if (value.Place != RetainedPlace.PushedOut || (value.Latest.IsAcknowledged && !acknowledgedToo))
                continue;
            _pushedOut--;
            message = HandOver(value);
            return true;
        }
        return false;
    }

    private static OutboundMessage HandOver(RetainedValue value)
    {
        value.Place = RetainedPlace.Sent;
        value.Latest.Payload.Share();
        return value.Latest;
    }

    /// <summary>Releases every payload and counts what was still waiting as dropped.</summary>
    public void Clear()
    {
        while (_live.TryDequeue(out var live))
            Drop(live.Message);
        while (_events.TryDequeue(out var waiting))
            Drop(waiting.Message);
        foreach (var value in _retained.Values)
        {
            if (value.Place == RetainedPlace.Queued)
                counts.Dropped(value.Latest.Delivery);
            value.Latest.Payload.Release();
        }
        _state.Clear();
        _status.Clear();
        _again.Clear();
        _retained.Clear();
        (Bytes, _retainedBytes, _pushedOut) = (0, 0, 0);
    }
}
