namespace Telemetry;

/// <summary>All that is wrong with a section of settings; each with key, value, and what is allowed.</summary>
internal sealed class OptionProblems(string section)
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string key, object? value, string expected) => _all.Add($"{section}:{key} is '{value}': expected {expected}");

    public void File(string key, string? path)
    {
        if (path is not null && !System.IO.File.Exists(path))
            Add(key, path, "a file that exists and may be read");
    }

    public void Range<T>(string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            Add(key, value, $"{least} to {most}");
    }
}
