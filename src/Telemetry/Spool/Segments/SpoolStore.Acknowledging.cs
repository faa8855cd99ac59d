using Telemetry.Spool.Files;

namespace Telemetry.Spool.Segments;

/// <summary>What is delivered goes: the cursor first, durably, the files after.</summary>
internal sealed partial class SpoolStore
{
    /// <summary>False where the disk refused: nothing has changed then.</summary>
    public bool Acknowledge(long through)
    {
        through = Math.Min(through, _highest);
        return through <= _acknowledged || Deliver(through);
    }

    /// <summary>Everything goes, the segment that is being written too. False where the disk refused: then some of it is still there.</summary>
    public bool Purge()
    {
        if (_active is not null)
            SealActive();
        return Deliver(_highest) && _segments.Count == 0;
    }

    private bool Deliver(long through)
    {
        if (!WriteState(through))
            return false;
        Volatile.Write(ref _acknowledged, through);
        DropDelivered();
        RestoreReserve();
        return true;
    }

    private void DropDelivered()
    {
        foreach (var segment in _segments.ToArray())
        {
            if (!IsDelivered(segment, _acknowledged))
                continue;
            _segments.Remove(segment);
            TryDelete(segment.Name);
        }
    }

    /// <summary>A file that stays is found and deleted at the next start.</summary>
    private void TryDelete(string name)
    {
        try
        {
            _files.Delete(name);
        }
        catch (DiskFaultException)
        {
            NoteFault();
        }
    }
}
