namespace Telemetry.Outgoing;

/// <summary>
/// QoS 1 messages that the broker has not acknowledged, in the order of sending. Packet identifiers run in a ring of their own,
/// so that an acknowledgement is found by subtraction, in whatever order it comes. Not thread-safe.
/// </summary>
internal sealed class InFlightWindow
{
    /// <summary>The upper half: MQTTnet numbers its own subscriptions from 1 on.</summary>
    private const int FirstId = 0x8000;
    private const int Ids = 0x8000;
    private readonly (OutboundMessage Message, long SentAt, bool Open)[] _slots;
    private int _limit;
    private int _headId; // 0-based, FirstId is added on the wire
    private int _span;   // from the oldest open one to the newest

    /// <param name="capacity">Our own cap; at most half of the identifiers, so that a late answer cannot be taken for a new one's.</param>
    public InFlightWindow(int capacity)
    {
        _slots = new (OutboundMessage, long, bool)[Math.Min(capacity, Ids / 2)];
        _limit = _slots.Length;
    }

    public int Count { get; private set; }

    /// <summary>Room by count; a gap left by acknowledgements out of order takes room too.</summary>
    public bool HasRoom => _span < _limit;

    /// <summary>When the oldest one was sent; null when none is open.</summary>
    public long? OldestSentAt => _span > 0 ? _slots[_headId % _slots.Length].SentAt : null;

    /// <summary>A new connection: empty, bounded by what its broker takes.</summary>
    public void Begin(int receiveMaximum)
    {
        if (Count > 0)
            throw new InvalidOperationException("messages of the last connection are still in the window");
        _limit = Math.Min(_slots.Length, receiveMaximum);
        (_headId, _span) = (0, 0);
    }

    public ushort Add(in OutboundMessage message, long sentAt)
    {
        var id = (_headId + _span) % RingLength;
        _slots[id % _slots.Length] = (message, sentAt, true);
        _span++;
        Count++;
        return (ushort)(FirstId + id);
    }

    /// <summary>False for an identifier that is not open: a broker's mistake, or an answer that came twice.</summary>
    public bool TryRemove(ushort packetId, out OutboundMessage message)
    {
        message = default;
        var offset = packetId - FirstId - _headId;
        if (offset < 0)
            offset += RingLength;
        if (packetId < FirstId || offset >= _span)
            return false;
        ref var slot = ref _slots[(packetId - FirstId) % _slots.Length];
        if (!slot.Open)
            return false;
        message = slot.Message;
        slot = default;
        Count--;
        while (_span > 0 && !_slots[_headId % _slots.Length].Open)
        {
            _headId = (_headId + 1) % RingLength;
            _span--;
        }
        return true;
    }

    /// <summary>Takes out every open message, oldest first.</summary>
    public void DrainTo(Queue<OutboundMessage> unacknowledged)
    {
        for (; _span > 0; _span--, _headId = (_headId + 1) % RingLength)
        {
            ref var slot = ref _slots[_headId % _slots.Length];
            if (slot.Open)
                unacknowledged.Enqueue(slot.Message);
            slot = default;
        }
        Count = 0;
    }

    /// <summary>A multiple of the slots, so that an identifier's slot does not jump when the ring closes.</summary>
    private int RingLength => Ids / _slots.Length * _slots.Length;
}
