using System.Buffers;
using Microsoft.Extensions.Logging;
using Telemetry.Spool;

namespace Telemetry.Outgoing.Spooled;

/// <summary>
/// The events' way over the disk. What is appended here is durable before it is sent, and stays until the broker has acknowledged it, through
/// lost connections, kills and power cuts.
/// <code>
/// Append ─► ISpool ─► own thread reads on while there is room ─► ready ─► TryTake ─► window ─► Done ─► own thread acknowledges to ISpool
///                         ▲                                                              └─► Refused ─► held topic, or given up and told
///                         └── begins again at the first that is not done: connection lost, held topic released
/// </code>
/// Memory holds what is ready and in flight, however much lies on the disk. Thread-safe. Called under the outbox's lock, and never calls it.
/// </summary>
internal sealed partial class SpooledEvents : IDisposable
{
    private const int NotAuthorised = 0x87;
    private const int QuotaExceeded = 0x97;
    private const int ReadyBytes = 1024 * 1024; // beside the count, since events may be long

    /// <summary>A poor card takes a second or two for what it puts off; longer, and it is broken.</summary>
    private static readonly TimeSpan s_stuckAfter = TimeSpan.FromSeconds(10);

    private readonly ISpool _spool;
    private readonly PayloadPool _payloads;
    private readonly Wakeup _work;
    private readonly TopicName _gaps;
    private readonly int _window;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private readonly DeliveredNumbers _done;
    private readonly TopicHolds _holds;
    private readonly Queue<OutboundMessage> _ready = new();
    private readonly HashSet<long> _underway = []; // ready or in flight
    private readonly List<Rejection> _rejections = [];
    private readonly AutoResetEvent _wake = new(false);
    private long _readyBytes;
    private long _highest; // known to be in the spool
    private long _sentThrough;
    private long _watched; // the oldest that was not seen to be durable; 0: none
    private long _watchedSince;
    private bool _isStuck;
    private bool _isConnected;
    private bool _rewind = true;
    private int _epoch;
    private long _rejected;

    /// <param name="gaps">Where losses are told.</param>
    /// <param name="window">How many may be in flight at most.</param>
    /// <param name="work">Signalled when there is something to take.</param>
    public SpooledEvents(ISpool spool, PayloadPool payloads, Wakeup work, TopicName gaps, int window, TimeProvider time, Func<double> random, ILogger log)
    {
        (_spool, _payloads, _work, _gaps, _window, _time, _log) = (spool, payloads, work, gaps, window, time, log);
        var found = spool.Snapshot();
        _done = new DeliveredNumbers(found.AcknowledgedThrough);
        (_cursor, _highest) = (found.AcknowledgedThrough, found.DurableThrough);
        _holds = new TopicHolds(time, random);
        (_batch, _identity) = (new SpoolBatch(window), new EventIdentity(spool.Id));
        _timer = time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _thread = new Thread(Run) { Name = "events", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Not delivered yet, as far as is known; losses that are still to be told among them.</summary>
    public long Pending
    {
        get
        {
            lock (_gate)
                return _highest - _done.Through + _rejections.Count + (_isTelling ? 1 : 0);
        }
    }

    /// <summary>Called after progress that no acknowledgement of the broker brought, without a lock held.</summary>
    public Action? Moved { get; set; }

    public SpooledSnapshot Snapshot()
    {
        var spool = _spool.Snapshot();
        lock (_gate)
        {
            return new SpooledSnapshot
            {
                Waiting = Math.Max(_highest, spool.DurableThrough) - _done.Through,
                Bytes = spool.Bytes,
                Evicted = spool.Evicted,
                Damaged = spool.Damaged,
                Refused = spool.Refused,
                DiskFaults = spool.DiskFaults,
                Rejected = _rejected,
                HeldTopics = _holds.Count,
            };
        }
    }

    /// <summary>Copies and returns; for the frame line too.</summary>
    public AppendResult Append(TopicName topic, ReadOnlySpan<byte> payload)
    {
        if (IsStuck())
            return AppendResult.Stuck;
        var size = EventRecord.SizeOf(topic, payload);
        var record = ArrayPool<byte>.Shared.Rent(size);
        EventRecord.Write(topic, payload, record);
        var accepted = _spool.TryAppend(RecordKind.Event, record.AsSpan(0, size), out var sequence);
        ArrayPool<byte>.Shared.Return(record);
        if (!accepted)
            return AppendResult.Refused;
        lock (_gate)
        {
            _highest = Math.Max(_highest, sequence);
            if (_watched == 0)
                (_watched, _watchedSince) = (sequence, _time.GetTimestamp());
        }
        return AppendResult.Accepted;
    }

    /// <summary>A connection is up.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _isConnected = true;
            _holds.Release(all: true);
        }
        _wake.Set();
    }

    /// <summary>The connection is gone: what was read and not acknowledged is read again for the next one.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isConnected = false;
            while (_ready.TryDequeue(out var message))
                message.Payload.Release();
            _readyBytes = 0;
            _underway.Clear();
            (_rewind, _epoch) = (true, _epoch + 1);
        }
    }

    /// <summary>The next event in order, with a lease on its payload; <paramref name="again"/> when it was sent before.</summary>
    public bool TryTake(out OutboundMessage message, out bool again)
    {
        again = false;
        lock (_gate)
        {
            while (_ready.TryDequeue(out message))
            {
                _readyBytes -= message.QueuedBytes;
                if (_ready.Count == _window / 2 || _ready.Count == 0)
                    _wake.Set();
                if (_holds.IsHeld(message.Topic))
                {
                    _underway.Remove(message.Sequence); // read again when the topic is released
                    message.Payload.Release();
                    continue;
                }
                again = message.Sequence <= _sentThrough;
                _sentThrough = Math.Max(_sentThrough, message.Sequence);
                return true;
            }
            return false;
        }
    }

    /// <summary>The broker has it; or, where it acknowledges nothing, it is written.</summary>
    public void Done(TopicName topic, long sequence)
    {
        lock (_gate)
        {
            _holds.Taken(topic);
            Settle(topic, sequence);
        }
    }

    /// <summary>The broker will not have it.</summary>
    /// <returns>False when it is kept, to be sent later; true when it is given up, which is told on the topic of gaps.</returns>
    public bool Refused(in OutboundMessage message, int code)
    {
        lock (_gate)
        {
            switch (code)
            {
                case NotAuthorised: // the access list may be mended
                    _holds.Refused(message.Topic, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));
                    break;
                case QuotaExceeded:
                    _holds.Refused(message.Topic, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
                    break;
                default:
                    Reject(new Rejection(message.Topic, code, message.Sequence, message.Sequence, 1, message.Payload.Length));
                    Settle(message.Topic, message.Sequence);
                    return true;
            }
            _underway.Remove(message.Sequence);
            _wake.Set();
            return false;
        }
    }

    /// <summary>Ends the thread, which acknowledges what is done. The spool stays open.</summary>
    public void Dispose()
    {
        _isStopping = true;
        _wake.Set();
        _thread.Join(s_longestStop);
        _timer.Dispose();
    }

    private void Settle(TopicName? topic, long sequence)
    {
        _underway.Remove(sequence);
        _done.Add(sequence);
        if (ReferenceEquals(topic, _gaps))
            RememberGap(sequence);
        Advance();
    }

    private void Reject(in Rejection rejection)
    {
        _rejected += rejection.Count;
        if (_rejections.Count > 0 && _rejections[^1].TryJoin(rejection, out var both))
            _rejections[^1] = both;
        else
            _rejections.Add(rejection);
        _wake.Set();
    }

    private bool IsStuck()
    {
        lock (_gate)
        {
            if (_watched == 0)
                return false;
            var wasStuck = _isStuck;
            var isDurable = _spool.Snapshot().DurableThrough >= _watched;
            _isStuck = !isDurable && _time.GetElapsedTime(_watchedSince) >= s_stuckAfter;
            if (isDurable)
                _watched = 0;
            if (_isStuck && !wasStuck)
                _log.EventsPassBy(s_stuckAfter);
            if (!_isStuck && wasStuck)
                _log.EventsReturn();
            return _isStuck;
        }
    }
}
