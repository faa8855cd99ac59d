using Telemetry.Spool;

namespace Telemetry.Tests.Spool.Proofs;

/// <summary>What a spool was given and what it said, kept beside it: the truth it is held against.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<long, (RecordKind Kind, byte[] Payload)> _given = [];

    /// <summary>Up to here the spool has said that records are on the disk.</summary>
    public long Durable { get; set; }

    /// <summary>Up to here it has said that what was delivered is written down.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Up to here it was told that records are delivered.</summary>
    public long Delivered { get; set; }

    public void Give(long sequence, RecordKind kind, byte[] payload) => _given[sequence] = (kind, payload);

    public void Forget(long above)
    {
        foreach (var sequence in _given.Keys.Where(sequence => sequence > above).ToArray())
            _given.Remove(sequence);
    }

    public bool TryGet(long sequence, out RecordKind kind, out byte[] payload)
    {
        var found = _given.TryGetValue(sequence, out var record);
        (kind, payload) = record;
        return found;
    }
}
