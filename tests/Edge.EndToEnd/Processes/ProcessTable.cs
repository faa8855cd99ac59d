using System.Globalization;

namespace Edge.EndToEnd.Processes;

/// <summary>What <c>/proc</c> says of processes.</summary>
internal static class ProcessTable
{
    /// <summary>Running children of a process by the name of their program.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent, string name) =>
        [.. All().Where(p => p.Parent == parent && p.Name == name && p.State != 'Z').Select(p => p.Id)];

    public static bool IsRunning(int id) => Read(id) is { State: not 'Z' };

    public static long ResidentBytes(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    public static int OpenFiles(int id) => Directory.GetFileSystemEntries($"/proc/{id}/fd").Length;

    private static IEnumerable<Entry> All()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && Read(id) is { } entry)
                yield return entry;
        }
    }

    /// <summary>proc(5): <c>id (name) state parent …</c>; a name may hold spaces and brackets.</summary>
    private static Entry? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
            var rest = text[(close + 2)..].Split(' ');
            return new Entry(id, text[(open + 1)..close], rest[0][0], int.Parse(rest[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it has just ended
        }
    }

    private sealed record Entry(int Id, string Name, char State, int Parent);
}
