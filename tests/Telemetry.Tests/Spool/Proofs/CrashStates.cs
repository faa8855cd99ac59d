using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Spool.Segments;
using Telemetry.Tests.Spool.Disks;

namespace Telemetry.Tests.Spool.Proofs;

/// <summary>Cuts the power before every operation of a workload, in several ways each, and looks at what a start makes of what is left; now and
/// then that start is cut off too.</summary>
internal sealed class CrashStates(int seed)
{
    private const int WaysEach = 4;
    private const int Steps = 40;
    private readonly Random _random = new(seed);

    public int States { get; private set; }

    /// <summary>What went wrong, with the seed that shows it again; null when nothing did.</summary>
    public string? Fault { get; private set; }

    /// <param name="syncsLie">The proof's own proof: then it must find losses.</param>
    public void Run(int most, bool syncsLie = false)
    {
        using var workload = new Workload(seed);
        workload.Disk.SyncsLie = syncsLie;
        workload.Disk.BeforeChange = () =>
        {
            for (var way = 0; way < WaysEach && States < most && Fault is null; way++)
                Look(workload, workload.Disk.AfterPowerCut(_random), isSecondCut: false);
        };
        for (var step = 0; step < Steps && States < most && Fault is null; step++)
            workload.Step();
        workload.Disk.BeforeChange = null;
    }

    private void Look(Workload workload, SimulatedDisk disk, bool isSecondCut)
    {
        States++;
        if (!isSecondCut && _random.Next(6) == 0)
        {
            var cutAt = _random.Next(12);
            disk.BeforeChange = () =>
            {
                if (cutAt-- == 0)
                    Look(workload, disk.AfterPowerCut(_random), isSecondCut: true);
            };
        }
        try
        {
            var store = SpoolStore.Open(disk, workload.Options, NullLogger.Instance);
            var ledger = workload.Ledger;
            var fault = store.Acknowledged < ledger.Acknowledged || store.Acknowledged > ledger.Delivered
                ? $"the cursor is at {store.Acknowledged}, expected {ledger.Acknowledged} to {ledger.Delivered}"
                : Drain.Of(store, ledger).Fault(ledger, mayBeDamaged: false);
            disk.BeforeChange = null;
            store.Abandon();
            Note(fault);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Note(e.ToString());
        }
    }

    private void Note(string? fault)
    {
        if (fault is not null)
            Fault ??= $"seed {seed}, state {States}: {fault}";
    }
}
