using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool;
using Telemetry.Spool.Segments;
using Telemetry.Tests.Spool.Disks;

namespace Telemetry.Tests.Spool.Proofs;

/// <summary>Changes one place of one file of a spool that was killed or closed, and holds what a start makes of it against the ledger: it
/// starts, delivers nothing false, and tells every loss.</summary>
internal sealed class Mutations : IDisposable
{
    private static readonly int[] s_blocks = [1, 16, 512, 4096, 16 * 1024, 64 * 1024];
    private readonly int _seed;
    private readonly Random _random;
    private readonly Workload _workload;
    private readonly Dictionary<string, byte[]> _files;
    private readonly string[] _names;

    public Mutations(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        _workload = new Workload(seed, segments: 4 + _random.Next(8));
        for (var step = _random.Next(3, 40); step > 0; step--)
            _workload.Step();
        if (_random.Next(2) == 0)
            _workload.Restart(isKilled: false);
        _files = _workload.Disk.Files();
        _names = [.. _files.Keys.Order(StringComparer.Ordinal)];
    }

    public int Count { get; private set; }

    /// <summary>Mutations that cost records.</summary>
    public int WithLoss { get; private set; }

    public string? Fault { get; private set; }

    public void Run(int count)
    {
        for (; count > 0 && Fault is null; count--)
        {
            Count++;
            var name = _names[_random.Next(_names.Length)];
            var what = "";
            try
            {
                var files = new Dictionary<string, byte[]>(_files, StringComparer.Ordinal) { [name] = Mutate((byte[])_files[name].Clone(), out what) };
                Look(SimulatedDisk.Holding(files.ToDictionary(file => file.Key, file => (byte[])file.Value.Clone())));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Fault = e.ToString();
            }
            if (Fault is not null)
                Fault = $"seed {_seed}, mutation {Count} ({what} of {name}): {Fault}";
        }
    }

    public void Dispose() => _workload.Dispose();

    private void Look(SimulatedDisk disk)
    {
        var ledger = _workload.Ledger;
        var store = SpoolStore.Open(disk, _workload.Options, NullLogger.Instance);
        var first = Drain.Of(store, ledger);
        Fault = first.Fault(ledger, mayBeDamaged: true);
        if (store.Highest < ledger.Durable)
            Fault ??= $"numbers up to {ledger.Durable} were used, and the next would be {store.Highest + 1}";
        if (first.Gaps.Any(gap => gap.Reason is GapReason.Damaged or GapReason.Unfinished))
            WithLoss++;
        store.Abandon();
        // A second start tells the same.
        store = SpoolStore.Open(disk, _workload.Options, NullLogger.Instance);
        Fault ??= Drain.Of(store, ledger).Fault(ledger, mayBeDamaged: true);
        store.Abandon();
    }

    private byte[] Mutate(byte[] bytes, out string what)
    {
        if (_random.Next(20) == 0)
        {
            what = "another length";
            Array.Resize(ref bytes, _random.Next(bytes.Length + 5000));
            return bytes;
        }
        if (bytes.Length == 0)
        {
            what = "nothing";
            return bytes;
        }
        var count = Math.Min(bytes.Length, s_blocks[_random.Next(s_blocks.Length)]);
        var start = _random.Next(bytes.Length);
        if (_random.Next(2) == 0)
            start -= start % count;
        var block = bytes.AsSpan(start, Math.Min(count, bytes.Length - start));
        switch (_random.Next(3))
        {
            case 0:
                what = $"zeros at {start}, {block.Length} bytes";
                block.Clear();
                break;
            case 1:
                what = $"noise at {start}, {block.Length} bytes";
                _random.NextBytes(block);
                break;
            default:
                what = $"a flipped bit at {start}";
                block[0] ^= (byte)(1 << _random.Next(8));
                break;
        }
        return bytes;
    }
}
