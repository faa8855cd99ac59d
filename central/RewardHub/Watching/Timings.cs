using System.Globalization;
using System.Text;

namespace RewardHub.Watching;

/// <summary>A histogram of durations, in seconds.</summary>
internal sealed class Timings(string name, string help)
{
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly long[] _counts = new long[s_bounds.Length + 1];
    private long _ticks;

    public void Add(TimeSpan took)
    {
        var index = Array.BinarySearch(s_bounds, took.TotalSeconds);
        Interlocked.Increment(ref _counts[index < 0 ? ~index : index]);
        Interlocked.Add(ref _ticks, took.Ticks);
    }

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} histogram\n");
        long sum = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            sum += Interlocked.Read(ref _counts[i]);
            var bound = i < s_bounds.Length ? s_bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{bound}\"}} {sum}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum {TimeSpan.FromTicks(Interlocked.Read(ref _ticks)).TotalSeconds}\n{name}_count {sum}\n");
    }
}
