using Telemetry.Outgoing.Spooled;

namespace Telemetry.Outgoing;

/// <summary>Events that go over the disk.</summary>
internal sealed partial class Outbox
{
    private SpooledEvents? _spooled;
    private bool _isSpoolsTurn;

    /// <summary>Where messages on their way get their buffers.</summary>
    public PayloadPool Payloads => _payloads;

    /// <summary>From now on events go this way. Before anything is published; it stays its owner's.</summary>
    public void Spool(SpooledEvents events)
    {
        _spooled = events;
        events.Moved = MoveOn;
    }

    /// <summary>An event, through the spool where there is one.</summary>
    public bool PublishEvent(TopicName topic, ReadOnlySpan<byte> bytes)
    {
        if (_spooled?.Append(topic, bytes) is not { } result || result == AppendResult.Stuck)
            return Publish(topic, bytes, Delivery.Event);
        lock (_gate)
        {
            _counts.Accepted(Delivery.Event);
            if (result == AppendResult.Refused)
                _counts.Dropped(Delivery.Event);
        }
        return result == AppendResult.Accepted;
    }

    /// <summary>Events of the spool, written to a broker that acknowledges nothing.</summary>
    public void SpooledWritten(ReadOnlySpan<(TopicName Topic, long Sequence)> events)
    {
        lock (_gate)
        {
            foreach (var (topic, sequence) in events)
                _spooled!.Done(topic, sequence);
            CompleteWaiters();
        }
    }

    /// <summary>What waits in memory and what waits on the disk take turns: neither a backlog nor a flood of live messages holds the other up.</summary>
    private bool TryTakeInTurn(bool room, out OutboundMessage message)
    {
        var maySpooled = room && _spooled is not null && !_queue.HasAgain;
        _isSpoolsTurn = !_isSpoolsTurn;
        if (maySpooled && _isSpoolsTurn && TryTakeSpooled(out message))
            return true;
        return _queue.TryTake(room, out message) || (maySpooled && !_isSpoolsTurn && TryTakeSpooled(out message));
    }

    private bool TryTakeSpooled(out OutboundMessage message)
    {
        if (!_spooled!.TryTake(out message, out var again))
            return false;
        if (again)
            _counts.Resent++;
        return true;
    }

    private void MoveOn()
    {
        lock (_gate)
            CompleteWaiters();
    }
}
