using EdgeWorld.Actors;
using EdgeWorld.Behaviours;
using EdgeWorld.Scenarios;
using EdgeWorld.Streets;
using EdgeWorld.Viewing;
using Xunit;

namespace EdgeWorld.Tests.Scenarios;

public sealed class TrafficTests
{
    [Theory]
    [InlineData("traffic", 1)]
    [InlineData("traffic", 2)]
    [InlineData("crossing", 3)]
    [InlineData("crossing", 4)]
    [InlineData("parking", 5)]
    [InlineData("pavement", 6)]
    public void Vehicles_OverAMinute_DoNotDriveThroughOneAnother(string scenario, int seed)
    {
        using var world = Worlds.Open($"scenario={scenario}&seed={seed}&view=pole&fps=2");
        for (var frame = 0; frame < 120; frame++, world.Advance())
        {
            var vehicles = world.Graph().Objects.Where(o => o.Class is "car" or "truck" or "bus").ToArray();
            foreach (var a in vehicles)
            {
                foreach (var b in vehicles)
                {
                    if (a.TrackId >= b.TrackId)
                        continue;
                    // Two circles of half the width, at the middle of each: they overlap only where the vehicles do.
                    double dx = a.PositionM[0] - b.PositionM[0], dy = a.PositionM[1] - b.PositionM[1];
                    Assert.True(
                        Math.Sqrt((dx * dx) + (dy * dy)) > (a.SizeM[1] + b.SizeM[1]) / 2,
                        $"{a.Class} {a.TrackId} and {b.Class} {b.TrackId} at {world.Seconds} s: {string.Join(',', a.PositionM)} and {string.Join(',', b.PositionM)}");
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Vehicles_AtARedSignal_StopBeforeTheLine(ulong seed)
    {
        var world = new WorldState(new WorldOptions { Seed = seed, Scenario = "crossing" }, ViewKind.Pole, LightKind.Day);
        ScenarioCatalog.Create("crossing", seed).Build(world);
        Assert.SkipUnless(world.Layout.HasSignals, "this seed's junctions have stop signs");
        var line = world.Layout.FirstJunctionY - StreetLayout.StopFromJunction;
        var (redSeconds, stops) = (0.0, 0);
        for (var tick = 0; tick < 90 * WorldState.StepsPerSecond; tick++)
        {
            var state = Signals.State(0, crossStreet: false, world.Seconds, world.Layout.SignalShiftSeconds);
            redSeconds = state == "red" ? redSeconds + WorldState.StepSeconds : 0;
            var before = Northbound(world).ToDictionary(a => a.TrackId, a => a.Position.Y + (a.Length / 2));
            world.Step();
            foreach (var actor in Northbound(world))
            {
                var nose = actor.Position.Y + (actor.Length / 2);
                if (redSeconds > 2 && before.TryGetValue(actor.TrackId, out var earlier))
                    Assert.False(earlier < line && nose >= line, $"{actor.Kind} {actor.TrackId} passed red at {world.Seconds:F1} s");
                stops += redSeconds > 2 && actor.State == "stopped" && nose > line - 4 && nose < line ? 1 : 0;
            }
        }
        Assert.True(stops > 0, "nobody ever stood at a red signal");
    }

    private static IEnumerable<Actor> Northbound(WorldState world) =>
        world.Actors.Where(a => a.Active && a.Behaviour is Driving { Lane: { Crosses: false, Direction: 1 } } && a != world.Ego);
}
