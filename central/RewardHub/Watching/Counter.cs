using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace RewardHub.Watching;

/// <summary>A sum that only grows, by one label at most, whose values come from a fixed set.</summary>
internal sealed class Counter(string name, string help, string? label = null)
{
    private readonly ConcurrentDictionary<string, StrongLong> _values = new(StringComparer.Ordinal);

    public void Add(long amount) => Add("", amount);

    public void Add(string value, long amount = 1) => Interlocked.Add(ref _values.GetOrAdd(value, static _ => new StrongLong()).Value, amount);

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} counter\n");
        if (label is null)
            text.Append(CultureInfo.InvariantCulture, $"{name} {(_values.TryGetValue("", out var only) ? Interlocked.Read(ref only.Value) : 0)}\n");
        else
        {
            foreach (var (value, count) in _values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"{name}{{{label}=\"{value}\"}} {Interlocked.Read(ref count.Value)}\n");
        }
    }

    private sealed class StrongLong
    {
        public long Value;
    }
}
