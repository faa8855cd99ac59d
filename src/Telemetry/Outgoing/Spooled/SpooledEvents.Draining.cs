using Telemetry.Spool;

namespace Telemetry.Outgoing.Spooled;

/// <summary>The thread that reads for the sender and acknowledges to the spool: reading may wait for the disk.</summary>
internal sealed partial class SpooledEvents
{
    /// <summary>A cursor is written and synced when so many are done, or so long after the first of them: less wear than with each, and no
    /// more than this is delivered twice after a kill.</summary>
    private const int AcknowledgedAtOnce = 1000;

    /// <summary>Events of refused topics that lie between delivered ones; beyond it the oldest are given up. 16 bytes each.</summary>
    private const int MostHoles = 50_000;

    private const int MostGapsRemembered = 1000;
    private static readonly TimeSpan s_acknowledgeAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_afterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_leastPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(5);

    private readonly SpoolBatch _batch;
    private readonly TopicNames _topics = new();
    private readonly EventIdentity _identity;
    private readonly HashSet<long> _toldGaps = []; // delivered beyond what is done throughout
    private readonly ITimer _timer;
    private readonly Thread _thread;
    private byte[] _scratch = new byte[4096];
    private Task<bool> _acknowledging = Task.FromResult(true);
    private long _cursor; // what the spool was told to acknowledge
    private long? _advancedAt;
    private long _position;
    private long _awaited;
    private long _lastNotice;
    private bool _isTelling;
    private bool _isReadFailing;
    private volatile bool _isStopping;

    private void Run()
    {
        while (!_isStopping)
        {
            try
            {
                while (Fill())
                {
                }
                TellRejections();
                Acknowledge(isLast: false);
                SetTimer();
            }
#pragma warning disable CA1031 // whatever it is: events must go on
            catch (Exception e)
#pragma warning restore CA1031 // see above
            {
                _log.EventsFault(e);
                _timer.Change(s_afterFault, Timeout.InfiniteTimeSpan);
            }
            Moved?.Invoke();
            _wake.WaitOne();
        }
        TellRejections();
        Acknowledge(isLast: true);
    }

    /// <summary>Reads a batch; false when there is no room, or nothing to read.</summary>
    private bool Fill()
    {
        int epoch;
        lock (_gate)
        {
            if (_holds.Release(all: false))
                _rewind = true;
            if (!_isConnected || _isStopping || _ready.Count >= _window || _readyBytes >= ReadyBytes)
                return false;
            if (_rewind)
                (_rewind, _position) = (false, _done.Through);
            epoch = _epoch;
        }
        _spool.Read(_batch, _position);
        if (_batch.Entries.IsEmpty)
        {
            AwaitMore(_position + 1);
            return false;
        }
        foreach (var entry in _batch.Entries)
        {
            lock (_gate)
            {
                if (epoch != _epoch)
                    return true;
                Take(entry, _batch.Payload(entry));
            }
        }
        _work.Signal();
        return true;
    }

    private void Take(SpoolEntry entry, ReadOnlySpan<byte> record)
    {
        var sequence = entry.Id.Sequence;
        // A gap has the number of a record, which may have been delivered before others of the same gap were lost. First of all, since with the
        // numbers before it this one would count as done throughout.
        if (entry.Kind == RecordKind.Gap && !_toldGaps.Contains(sequence))
            _done.Reopen(sequence);
        if (sequence > _position + 1)
        {
            _done.Add(_position + 1, sequence - 1); // these are no more; a gap record says so, here or later
            Advance();
        }
        _position = sequence;
        _highest = Math.Max(_highest, sequence);
        if (_done.Contains(sequence) || _underway.Contains(sequence))
            return;
        if (entry.Kind == RecordKind.Gap)
            TakeGap(entry.Id, record);
        else
            TakeEvent(entry.Id, record);
    }

    private void TakeEvent(RecordId id, ReadOnlySpan<byte> record)
    {
        if (!EventRecord.TryRead(record, _topics, out var topic, out var payload))
        {
            Reject(new Rejection(null, 0, id.Sequence, id.Sequence, 1, record.Length));
            Settle(null, id.Sequence);
        }
        else if (_holds.IsHeld(topic))
        {
            GiveUpTheOldest();
        }
        else
        {
            Ready(topic, payload, id);
        }
    }

    private void TakeGap(RecordId id, ReadOnlySpan<byte> record)
    {
        if (!GapRecord.TryDecode(record, out var gap))
            Settle(_gaps, id.Sequence);
        else if (!_holds.IsHeld(_gaps))
            Ready(_gaps, GapMessage.Of(gap), id);
    }

    private void RememberGap(long sequence)
    {
        if (sequence <= _done.Through)
            return;
        if (_toldGaps.Count >= MostGapsRemembered)
            _toldGaps.RemoveWhere(told => told <= _done.Through);
        if (_toldGaps.Count < MostGapsRemembered)
            _toldGaps.Add(sequence); // one more is told again when a held topic is read again
    }

    private void Ready(TopicName topic, ReadOnlySpan<byte> payload, RecordId id)
    {
        if (_scratch.Length < payload.Length + EventIdentity.MostBytes)
            _scratch = new byte[2 * (payload.Length + EventIdentity.MostBytes)];
        var length = _identity.Write(payload, id, _scratch);
        var message = new OutboundMessage(topic, _payloads.Copy(_scratch.AsSpan(0, length)), Delivery.Event, null, id.Sequence);
        _ready.Enqueue(message);
        _readyBytes += message.QueuedBytes;
        _underway.Add(id.Sequence);
    }

    private void GiveUpTheOldest()
    {
        if (_done.Ranges < MostHoles || _done.FirstHole is not var (first, last))
            return;
        for (var sequence = first; sequence <= last; sequence++)
        {
            if (_underway.Contains(sequence))
                return;
        }
        Reject(new Rejection(null, NotAuthorised, first, last, last - first + 1, 0));
        _done.Add(first, last);
        Advance();
    }

    /// <summary>Losses that the spool knows nothing of become records themselves, so that a kill does not make them silent.</summary>
    private void TellRejections()
    {
        while (true)
        {
            Rejection rejection;
            lock (_gate)
            {
                if (_rejections.Count == 0)
                    return;
                rejection = _rejections[0];
                _rejections.RemoveAt(0);
                _isTelling = true;
            }
            // A notice that is refused itself is only counted; else there would be no end.
            if (rejection.Topic?.Text != _gaps.Text && Append(_gaps, GapMessage.Of(rejection)) == AppendResult.Accepted)
                _lastNotice = _highest;
            lock (_gate)
                _isTelling = false;
        }
    }

    private void Advance()
    {
        if (_done.Through <= _cursor)
            return;
        if (_advancedAt is null)
        {
            _advancedAt = _time.GetTimestamp();
            _wake.Set();
        }
        else if (_done.Through - _cursor >= AcknowledgedAtOnce)
        {
            _wake.Set();
        }
    }

    private void Acknowledge(bool isLast)
    {
        long through;
        lock (_gate)
        {
            if (!_acknowledging.IsCompleted && !isLast)
                return;
            if (_acknowledging is { IsCompleted: true, Result: false })
                (_cursor, _acknowledging) = (_spool.Snapshot().AcknowledgedThrough, Task.FromResult(true));
            through = _done.Through;
            var isDue = isLast || through - _cursor >= AcknowledgedAtOnce || (_advancedAt is { } at && _time.GetElapsedTime(at) >= s_acknowledgeAfter);
            if (through <= _cursor || !isDue)
                return;
            if (_lastNotice > 0 && _spool.Snapshot().DurableThrough < _lastNotice)
                return; // what was given up must be told first
            (_cursor, _advancedAt, _lastNotice) = (through, null, 0);
        }
        _acknowledging = _spool.AcknowledgeAsync(through, CancellationToken.None);
        WakeAfter(_acknowledging);
    }

    /// <summary>Where there should be something by now and is not, the disk is tried again in a while.</summary>
    private void AwaitMore(long sequence)
    {
        if (_awaited == sequence)
        {
            _isReadFailing = _spool.Snapshot().DurableThrough >= sequence;
            return;
        }
        _awaited = sequence;
        WakeAfter(_spool.WhenDurableAsync(sequence, CancellationToken.None));
    }

    private void WakeAfter(Task task) =>
        _ = task.ContinueWith(static (_, wake) => ((AutoResetEvent)wake!).Set(), _wake, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void SetTimer()
    {
        lock (_gate)
        {
            var due = _holds.NextRelease();
            if (_advancedAt is { } at && s_acknowledgeAfter - _time.GetElapsedTime(at) is var left && !(left >= due))
                due = left;
            if (_isReadFailing && !(s_afterFault >= due))
                due = s_afterFault;
            _isReadFailing = false;
            if (due is { } wait)
                _timer.Change(wait > s_leastPause ? wait : s_leastPause, Timeout.InfiniteTimeSpan);
        }
    }
}
