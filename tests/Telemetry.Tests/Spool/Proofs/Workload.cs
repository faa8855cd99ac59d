using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Telemetry.Spool.Queue;
using Telemetry.Spool.Segments;
using Telemetry.Tests.Spool.Disks;

namespace Telemetry.Tests.Spool.Proofs;

/// <summary>A device's life on a small simulated disk, by a seed: appends of all kinds, deliveries, stops, kills, syncs that fail, a quota that
/// is always reached.</summary>
internal sealed class Workload : IDisposable
{
    private const int MostPayloadBytes = 900;
    private readonly Random _random;
    private readonly SpoolOptions _options;
    private SpoolStore _store;
    private AppendQueue _queue;

    public Workload(int seed, int segments = 5)
    {
        _random = new Random(seed);
        _options = new SpoolOptions { SegmentBytes = 16 * 1024 + (4096 * _random.Next(3)), QueueBytes = 32 * 1024, MaxRecordBytes = 2048 };
        _options.MaxBytes = (long)segments * _options.SegmentBytes;
        (_store, _queue) = Open();
    }

    public SimulatedDisk Disk { get; } = new();

    public Ledger Ledger { get; } = new();

    public SpoolOptions Options => _options;

    public SpoolStore Store => _store;

    public void Step()
    {
        switch (_random.Next(20))
        {
            case 0:
                Restart(isKilled: false);
                break;
            case 1:
                Restart(isKilled: true);
                break;
            case 2:
                FailNextSync();
                Append();
                Disk.Fault = null;
                break;
            case <= 6:
                Deliver();
                break;
            default:
                Append();
                break;
        }
    }

    public void Restart(bool isKilled)
    {
        if (isKilled)
            _store.Abandon();
        else
            _store.Dispose();
        (_store, _queue) = Open();
    }

    public void Append()
    {
        for (var left = _random.Next(1, 12); left > 0; left--)
        {
            var kind = (RecordKind)_random.Next((int)RecordKind.Picture, (int)RecordKind.Gap);
            var payload = new byte[_random.Next(8) == 0 ? MostPayloadBytes : _random.Next(120)];
            _random.NextBytes(payload);
            if (_queue.TryAppend(kind, payload, out var sequence, out _))
                Ledger.Give(sequence, kind, payload);
        }
        for (var records = _queue.Take(out _); !records.IsEmpty;)
        {
            records = records[_store.Commit(records.Span)..];
            Ledger.Durable = _store.Highest;
        }
    }

    public void Deliver()
    {
        var batch = new SpoolBatch(_random.Next(1, 60), 16 * 1024);
        _store.Read(batch, _store.Acknowledged);
        if (batch.Entries.Length == 0)
            return;
        Ledger.Delivered = Math.Max(Ledger.Delivered, batch.LastSequence);
        if (_store.Acknowledge(batch.LastSequence))
            Ledger.Acknowledged = batch.LastSequence;
    }

    public void Dispose()
    {
        Disk.BeforeChange = null;
        _store.Dispose();
    }

    private void FailNextSync()
    {
        var isOver = false;
        Disk.Fault = (operation, _) =>
        {
            if (isOver || operation != "sync")
                return 0;
            isOver = true;
            return 5;
        };
    }

    private (SpoolStore, AppendQueue) Open()
    {
        var store = SpoolStore.Open(Disk, _options, NullLogger.Instance);
        return (store, new AppendQueue(_options.QueueBytes, _options.MaxRecordBytes, store.Salt, store.Boot, store.Highest + 1));
    }
}
