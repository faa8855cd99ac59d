using System.Globalization;

namespace Edge.HubProof.Loads;

/// <summary>Processor time out of /proc, in its ticks of a hundredth of a second.</summary>
internal static class Processors
{
    private const double TicksPerSecond = 100;

    /// <summary>Of a process, its children that live, and those of its children that have ended.</summary>
    public static TimeSpan OfTree(int root)
    {
        double ticks = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                if (id == root)
                    ticks += fields.Skip(11).Take(4).Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
                else if (fields[1] == root.ToString(CultureInfo.InvariantCulture))
                    ticks += fields.Skip(11).Take(2).Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Ended meanwhile.
            }
        }
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Of the whole machine, without idling and waiting for disks.</summary>
    public static TimeSpan Busy()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromSeconds((fields[0] + fields[1] + fields[2] + fields[5] + fields[6]) / TicksPerSecond);
    }
}
