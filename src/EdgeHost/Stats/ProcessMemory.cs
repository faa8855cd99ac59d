using System.Globalization;

namespace EdgeHost.Stats;

/// <summary>What the kernel says of this process (proc(5)).</summary>
internal static class ProcessMemory
{
    /// <summary>Resident memory of a process; 0 where /proc does not tell.</summary>
    public static long ResidentBytes(int? processId = null) => Kilobytes(processId, "VmRSS:") * 1024;

    public static long PeakResidentBytes(int? processId = null) => Kilobytes(processId, "VmHWM:") * 1024;

    private static long Kilobytes(int? processId, string field)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{processId?.ToString(CultureInfo.InvariantCulture) ?? "self"}/status"))
            {
                if (line.StartsWith(field, StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(field.Length).Trim(" \tkB"), CultureInfo.InvariantCulture);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
        return 0;
    }
}
