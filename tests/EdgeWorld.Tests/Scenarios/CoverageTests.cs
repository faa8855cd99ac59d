using Xunit;

namespace EdgeWorld.Tests.Scenarios;

public sealed class CoverageTests(ITestOutputHelper output)
{
    [Fact]
    public void Export_FewSeedsOfEveryScenario_ShowEveryClassAndState()
    {
        var counts = new Dictionary<string, int>();
        var states = new HashSet<string>();
        foreach (var scenario in Worlds.Everyday)
        {
            for (var seed = 1; seed <= 6; seed++)
            {
                var view = scenario.StartsWith("indoor", StringComparison.Ordinal) ? "any" : seed % 3 == 0 ? "pole" : seed % 3 == 1 ? "vehicle" : "person";
                using var world = Worlds.Open($"scenario={scenario}&seed={seed}&view={view}&fps=2");
                for (var frame = 0; frame < 12; frame++, world.Advance())
                {
                    foreach (var thing in world.Graph().Objects.Where(o => !o.Ignored))
                    {
                        counts[thing.Class] = counts.GetValueOrDefault(thing.Class) + 1;
                        states.Add($"{thing.Class}:{thing.Attributes.State}");
                        if (thing.Attributes.With is { } with)
                            states.Add($"{thing.Class}+{with}");
                    }
                }
            }
        }
        output.WriteLine(string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}")));
        output.WriteLine(string.Join(", ", states.Order()));
        foreach (var name in WorldClasses.Names)
            Assert.True(counts.GetValueOrDefault(name) >= 12, $"{name}: {counts.GetValueOrDefault(name)}");
        foreach (var state in (string[])["traffic light:red", "traffic light:amber", "traffic light:green", "person:walking", "person:standing", "person+cane", "person+pram", "car:parked", "car:moving", "car:stopped", "door:open", "door:closed", "phone:on", "phone:off"])
            Assert.Contains(state, states);
    }
}
