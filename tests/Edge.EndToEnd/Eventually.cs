using System.Diagnostics;
using Xunit;

namespace Edge.EndToEnd;

/// <summary>Waits for what sends no signal (a process to be gone, a file to be there), within a bound.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(25);

    public static async Task TrueAsync(Func<bool> condition, TimeSpan within, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < within, $"{what}: not within {within.TotalSeconds:0.#} s");
            await Task.Delay(s_step, TestContext.Current.CancellationToken);
        }
    }
}
