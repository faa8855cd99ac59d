using System.Globalization;

namespace Edge.SpoolProof.Outages;

/// <summary>How far this process has grown since it was first looked at.</summary>
internal sealed class Memory
{
    private readonly long _resident;
    private readonly long _managed;

    public Memory()
    {
        GC.Collect();
        (_resident, _managed) = (Resident(), GC.GetTotalMemory(forceFullCollection: false));
    }

    public long ResidentRise { get; private set; }

    public long ManagedRise { get; private set; }

    public void Look()
    {
        ResidentRise = Math.Max(ResidentRise, Resident() - _resident);
        ManagedRise = Math.Max(ManagedRise, GC.GetTotalMemory(forceFullCollection: false) - _managed);
    }

    private static long Resident()
    {
        var line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
