using System.Text.Json;
using Telemetry.Spool;

namespace EdgeHost.Tests.Rewards;

/// <summary>A spool that keeps what it is given, or refuses all of it.</summary>
internal sealed class KeptRecords(bool isFull = false) : ISpool
{
    private readonly Lock _gate = new();
    private readonly List<(RecordKind Kind, byte[] Payload)> _records = [];

    public ulong Id => 1;

    public uint Boot => 1;

    public IReadOnlyList<(RecordKind Kind, byte[] Payload)> All
    {
        get
        {
            lock (_gate)
                return [.. _records];
        }
    }

    /// <summary>Each held against the contract.</summary>
    public IReadOnlyList<JsonElement> Rewards => [.. All.Where(record => record.Kind == RecordKind.Reward).Select(record => RewardContract.Check(record.Payload))];

    public bool TryAppend(RecordKind kind, ReadOnlySpan<byte> payload, out long sequence)
    {
        lock (_gate)
        {
            if (!isFull)
                _records.Add((kind, payload.ToArray()));
            sequence = isFull ? 0 : _records.Count;
            return !isFull;
        }
    }

    public Task<bool> WhenDurableAsync(long sequence, CancellationToken cancellationToken) => Task.FromResult(true);

    public void Read(SpoolBatch batch, long after) => throw new NotSupportedException();

    public Task<bool> AcknowledgeAsync(long through, CancellationToken cancellationToken) => throw new NotSupportedException();

    public SpoolSnapshot Snapshot() => default;

    public void Dispose()
    {
    }
}
