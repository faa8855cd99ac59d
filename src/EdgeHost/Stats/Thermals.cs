using System.Globalization;

namespace EdgeHost.Stats;

/// <summary>The board's temperature zones (Linux thermal sysfs): <c>type</c> and <c>temp</c> in thousandths of a degree Celsius.</summary>
internal sealed class Thermals
{
    private readonly (string Name, string Path)[] _zones;

    public Thermals(string root = "/sys/class/thermal") => _zones = Find(root);

    /// <summary>A zone that cannot be read now is left out.</summary>
    public IEnumerable<(string Zone, double Celsius)> Read()
    {
        foreach (var (name, path) in _zones)
        {
            if (TryRead(path) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var thousandths))
                yield return (name, thousandths / 1000.0);
        }
    }

    private static (string, string)[] Find(string root) => !Directory.Exists(root) ? [] :
    [
        .. Directory.EnumerateDirectories(root, "thermal_zone*").Order(StringComparer.Ordinal)
            .Select(zone => (TryRead(Path.Combine(zone, "type")) ?? Path.GetFileName(zone), Path.Combine(zone, "temp"))),
    ];

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
