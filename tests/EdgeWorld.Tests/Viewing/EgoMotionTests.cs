using Xunit;

namespace EdgeWorld.Tests.Viewing;

public sealed class EgoMotionTests
{
    /// <summary>The truth of the change of speed: the change of the speed itself. The camera's own value is smoothed over 50 ms (a vehicle)
    /// or 125 ms (a person), so it is held against the change over as long a time.</summary>
    [Theory]
    [InlineData("scenario=traffic&seed=7", 0.06, 1.5)]
    [InlineData("scenario=crossing&seed=3&view=vehicle", 0.06, 1.5)]
    [InlineData("scenario=pavement&seed=5&view=person", 0.15, 2)]
    [InlineData("scenario=indoor-room&seed=5", 0.15, 2)]
    public void Acceleration_FromTheFirstFrameOn_IsThatOfTheSpeed(string query, double overSeconds, double mostOff)
    {
        using var world = Worlds.Open(query + "&fps=120");
        var span = (int)Math.Round(overSeconds * 120);
        var speeds = new List<double>();
        for (var frame = 0; frame < 480; frame++, world.Advance())
        {
            var ego = world.Graph().Ego;
            speeds.Add(ego.SpeedMps);
            var change = frame < span ? 0 : (speeds[frame] - speeds[frame - span]) / (span / 120.0);
            Assert.True(Math.Abs(ego.AccelMps2 - change) <= (frame < span ? 2.5 : mostOff), $"frame {frame}: {ego.AccelMps2} m/s², the speed changed by {change}");
        }
    }
}
