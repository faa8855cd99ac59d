using System.Diagnostics;
using EdgeEngines.Frames;
using Xunit;

namespace EdgeWorld.Tests.Drawing;

/// <summary>Says how fast the world is drawn here; asserts nothing about it, since a shared machine is no measure.</summary>
public sealed class SpeedTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("traffic&view=vehicle")]
    [InlineData("crossing&view=person")]
    [InlineData("pavement&view=person&light=night")]
    [InlineData("indoor")]
    public void Paint_FullSize_ReportsFramesPerSecond(string query)
    {
        const int frames = 60;
        using var world = Worlds.Open($"scenario={query}&seed=1&size=640x360");
        using var pool = new FramePool(1);
        var start = 0L;
        for (var i = -10; i < frames; i++)
        {
            if (i == 0)
                start = Stopwatch.GetTimestamp();
            world.Advance();
            var frame = pool.Rent(world.Format, default);
            world.Paint(frame);
            frame.Release();
        }
        output.WriteLine($"{query}: {frames / Stopwatch.GetElapsedTime(start).TotalSeconds:F0} frames/s at 640x360 on one thread");
        Assert.Equal(0, pool.Leased);
    }
}
