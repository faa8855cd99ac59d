namespace Telemetry.Outgoing;

/// <summary>
/// Everything on its way out: what waits, what is in flight, what the last connection left unacknowledged. It outlives
/// connections. Thread-safe: cameras publish, one sender takes, one reader acknowledges.
/// </summary>
internal sealed partial class Outbox
{
    private readonly Lock _gate = new();
    private readonly PayloadPool _payloads = new();
    private readonly OutboundCounts _counts = new();
    private readonly OutboundQueue _queue;
    private readonly InFlightWindow _window;
    private readonly Queue<OutboundMessage> _unacknowledged = new();
    private readonly List<(int AtMost, TaskCompletionSource Done)> _waiters = [];
    private readonly TimeProvider _time;
    private bool _acknowledges = true;
    private long _inHand; // taken by the sender, not acknowledged ones, not yet written
    private bool _closed;

    public Outbox(int maxMessages, long maxBytes, int maxRetainedTopics, int maxInFlight, TimeProvider time)
    {
        _queue = new OutboundQueue(maxMessages, maxBytes, maxRetainedTopics, _counts);
        _window = new InFlightWindow(maxInFlight);
        _time = time;
    }

    /// <summary>Signalled when there may be something to send.</summary>
    public Wakeup Work { get; } = new();

    /// <param name="onlyIfFirst">For a State or Status: does nothing where the topic has had a value already.</param>
    public bool Publish(TopicName topic, ReadOnlySpan<byte> bytes, Delivery delivery, byte[]? correlationData = null, bool onlyIfFirst = false)
    {
        var payload = _payloads.Copy(bytes); // outside of the lock: a snapshot may be large
        bool kept;
        lock (_gate)
        {
            if (onlyIfFirst && _queue.Knows(topic))
            {
                payload.Release();
                return false;
            }
            _counts.Accepted(delivery);
            if (_closed)
            {
                _counts.Dropped(delivery);
                payload.Release();
                return false;
            }
            kept = _queue.Enqueue(new OutboundMessage(topic, payload, delivery, correlationData));
        }
        Work.Signal();
        return kept;
    }

    /// <summary>A connection is up. What the last one left unacknowledged is sent first; retained values are sent again.</summary>
    /// <param name="receiveMaximum">How many messages the broker takes unacknowledged.</param>
    /// <param name="acknowledges">False for a broker that only knows QoS 0.</param>
    public void BeginConnection(int receiveMaximum, bool acknowledges = true)
    {
        lock (_gate)
        {
            _acknowledges = acknowledges;
            _inHand = 0;
            _window.Begin(receiveMaximum);
            _queue.SendRetainedAgain();
            _spooled?.Begin();
        }
        Work.Signal();
    }

    /// <summary>The connection is gone. Events in flight go back to the front; a Status is sent again by its topic.</summary>
    public void EndConnection()
    {
        lock (_gate)
        {
            _inHand = 0;
            var sentEarlier = _unacknowledged.Count; // not reached yet: younger than what is in flight
            _window.DrainTo(_unacknowledged);
            for (; sentEarlier > 0; sentEarlier--)
                _unacknowledged.Enqueue(_unacknowledged.Dequeue());
            for (var left = _unacknowledged.Count; left > 0; left--)
            {
                var message = _unacknowledged.Dequeue();
                if (message.Delivery == Delivery.Event && !message.IsSpooled)
                {
                    _unacknowledged.Enqueue(message);
                    continue;
                }
                if (message.Delivery == Delivery.Status)
                    _queue.Owe(message);
                message.Payload.Release();
            }
            _spooled?.End();
        }
    }

    /// <summary>The next message to send, with a lease on its payload. One that is acknowledged also stays in the window, with a
    /// lease of its own, since a broker gone mad may acknowledge what it has not got; <paramref name="packetId"/> is not 0 then.</summary>
    public bool TryTake(out OutboundMessage message, out ushort packetId)
    {
        lock (_gate)
        {
            packetId = 0;
            var room = _window.HasRoom;
            // Retained values go before what was unacknowledged: `online` is the first thing to be seen.
            if (room && _unacknowledged.Count > 0 && !_queue.HasAgain)
            {
                message = _unacknowledged.Dequeue();
                _counts.Resent++;
            }
            else if (!TryTakeInTurn(room, out message))
            {
                return false;
            }
            _counts.Sent(message.Delivery);
            if (message.IsAcknowledged && _acknowledges)
            {
                message.Payload.Share();
                packetId = _window.Add(message, _time.GetTimestamp());
            }
            else if (!message.IsSpooled)
            {
                _inHand++;
            }
            return true;
        }
    }

    /// <summary>The broker answered for a message in flight.</summary>
    /// <param name="reason">From 0x80 on it will not have it. An event of the spool may be kept then, anything else is dropped.</param>
    /// <returns>For the log, when it was refused.</returns>
    public Rebuff? Acknowledge(ushort packetId, int reason)
    {
        Rebuff? rebuff = null;
        lock (_gate)
        {
            if (!_window.TryRemove(packetId, out var message))
                return null;
            if (reason >= Rebuff.FirstReason)
                rebuff = TakeRebuff(message, reason);
            else if (message.IsSpooled)
                _spooled!.Done(message.Topic, message.Sequence);
            if (rebuff is null)
                _counts.Acknowledged++;
            message.Payload.Release();
            CompleteWaiters();
        }
        return rebuff;
    }

    /// <summary>The sender cannot send this message to this broker, ever: it is dropped. The sender keeps its own lease.</summary>
    public Rebuff Refuse(in OutboundMessage message, ushort packetId, int reason)
    {
        lock (_gate)
        {
            if (packetId != 0 && _window.TryRemove(packetId, out var kept))
                kept.Payload.Release();
            else if (packetId == 0 && !message.IsSpooled)
                _inHand--;
            var rebuff = TakeRebuff(message, reason);
            CompleteWaiters();
            return rebuff;
        }
    }

    private Rebuff TakeRebuff(in OutboundMessage message, int reason)
    {
        var isDropped = !message.IsSpooled || _spooled!.Refused(message, reason);
        if (isDropped)
        {
            _counts.Refused++;
            _counts.Dropped(message.Delivery);
        }
        return new Rebuff(message.Topic, reason, IsKept: !isDropped);
    }

    /// <summary>So many messages without acknowledgement are on the connection. The sender has released their payloads.</summary>
    public void Written(PerDelivery messages)
    {
        lock (_gate)
        {
            _inHand -= messages.Total;
            CompleteWaiters();
        }
    }

    /// <summary>Messages without acknowledgement that the sender still held when the connection broke. Some may have arrived, nobody
    /// knows which; values of retained topics are sent again, the others count as dropped. The sender has released their payloads.</summary>
    public void Lost(PerDelivery messages)
    {
        lock (_gate)
        {
            _inHand -= messages.Total;
            _counts.Dropped(Delivery.Live, messages.Live);
            _counts.Dropped(Delivery.Event, messages.Event);
            CompleteWaiters();
        }
    }

    /// <summary>How long the oldest message in flight has waited for its acknowledgement.</summary>
    public TimeSpan OldestInFlight
    {
        get
        {
            lock (_gate)
                return _window.OldestSentAt is { } sentAt ? _time.GetElapsedTime(sentAt) : TimeSpan.Zero;
        }
    }

    /// <summary>True when, within the limit, no more than <paramref name="atMost"/> messages waited in memory or were in flight;
    /// with 0 none in the spool either.</summary>
    public async Task<bool> WaitAsync(int atMost, TimeSpan limit, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (IsReached(atMost))
                return true;
            _waiters.Add((atMost, done));
        }
        try
        {
            await done.Task.WaitAsync(limit, _time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (_gate)
                _waiters.RemoveAll(waiter => waiter.Done == done);
        }
    }

    public PublisherSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new PublisherSnapshot
            {
                Published = _counts.AcceptedTotals,
                Sent = _counts.SentTotals,
                Dropped = _counts.DroppedTotals,
                Acknowledged = _counts.Acknowledged,
                Refused = _counts.Refused,
                Resent = _counts.Resent,
                Replaced = _counts.Replaced,
                QueuedMessages = _queue.Count + _unacknowledged.Count,
                QueuedBytes = _queue.Bytes,
                InFlight = _window.Count,
                Spool = _spooled?.Snapshot(),
            };
        }
    }

    /// <summary>No more is accepted; what is left is counted as dropped. Returns how many messages that were.</summary>
    public int Close()
    {
        lock (_gate)
        {
            _closed = true;
            var left = (int)Pending;
            _window.DrainTo(_unacknowledged);
            while (_unacknowledged.TryDequeue(out var message))
            {
                _counts.Dropped(message.Delivery);
                message.Payload.Release();
            }
            _queue.Clear();
            CompleteWaiters();
            return left;
        }
    }

    /// <summary>In memory; what the spool holds can wait as long as it likes.</summary>
    private long Pending => _queue.Pending + _unacknowledged.Count + _window.Count + _inHand;

    private bool IsReached(int atMost) => Pending <= atMost && (atMost > 0 || _spooled is not { Pending: > 0 });

    private void CompleteWaiters()
    {
        foreach (var (atMost, done) in _waiters)
        {
            if (IsReached(atMost))
                done.TrySetResult();
        }
    }
}
