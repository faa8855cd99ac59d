using EdgePlanner.Pricing;
using EdgePlanner.Tests.Scenes;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests.Pricing;

/// <summary>Tools whose time is known, because they move the clock themselves, on the six things of the yard.</summary>
public sealed class CostProbeTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Measure_FixedAndPerThing_AreToldApart()
    {
        var cost = Measure(Tool(call => 300 + (20 * call.Arguments[0].Set.Count), new ParameterDeclaration("things", PlanType.Boxes)));
        Assert.Equal((300, 20), (cost!.Value.FixedMicros, cost.Value.PerElementMicros));
    }

    [Fact]
    public void Measure_TwoSets_CountsTheThingsOfBoth()
    {
        var tool = Tool(call => 200 + (10 * (call.Arguments[0].Set.Count + call.Arguments[1].Set.Count)), new("things", PlanType.Boxes), new("others", PlanType.Boxes));
        var cost = Measure(tool)!.Value;
        Assert.Equal((200, 10), (cost.FixedMicros, cost.PerElementMicros));
    }

    [Fact]
    public void Measure_NoSet_IsFixed()
    {
        var cost = Measure(Tool(_ => 75, new ParameterDeclaration("phrase", PlanType.Text)))!.Value;
        Assert.Equal((75, 0), (cost.FixedMicros, cost.PerElementMicros));
    }

    /// <summary>What an earlier call left in a world must not make a tool look cheap.</summary>
    [Fact]
    public void Measure_ToolThatRemembers_IsMeasuredInFreshWorlds()
    {
        var seen = new HashSet<IWorld>(ReferenceEqualityComparer.Instance);
        var cost = Measure(Tool(call => seen.Add(call.World) ? 1000 : 60, new ParameterDeclaration("phrase", PlanType.Text)))!.Value;
        Assert.Equal(1000, cost.FixedMicros);
    }

    /// <summary>One slow call of ten is the machine's, two are the tool's.</summary>
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 5000)]
    public void Measure_Outliers_CountFromTheSecond(int slow, int expected)
    {
        var calls = 0;
        var cost = Measure(Tool(_ => calls++ is >= 1 and var at && at <= slow ? 5000 : 100, new ParameterDeclaration("phrase", PlanType.Text)))!.Value;
        Assert.Equal(expected, cost.FixedMicros);
    }

    [Fact]
    public void Measure_ToolThatThrows_KeepsItsDeclaredCost()
    {
        var tool = Tool(_ => throw new InvalidOperationException("no engine"), new ParameterDeclaration("phrase", PlanType.Text));
        Assert.Null(Measure(tool));
    }

    [Fact]
    public void Measure_EveryToolOfTheCatalog_HasACost()
    {
        var probe = new CostProbe(Yard.World, TimeProvider.System, repeats: 1);
        foreach (var tool in PrimitiveCatalog.Standard.Tools)
        {
            var cost = probe.Measure(tool, TestContext.Current.CancellationToken);
            Assert.True(cost is { FixedMicros: > 0 and < CostProfile.MostMicros, PerElementMicros: >= 0 }, tool.Name);
        }
    }

    [Fact]
    public void Profile_EnginesAndDevice_SurviveAndMayBeAbsent()
    {
        var written = new CostProfile { Device = "board", Engines = ["detector abc on CPU"], Tools = new Dictionary<string, ToolCost> { ["find"] = new(1, 2) } };
        var read = CostProfile.Read(written.ToJson(), "x");
        Assert.Equal(("board", "detector abc on CPU"), (read.Device, Assert.Single(read.Engines)));
        read = CostProfile.Read("{\"tools\": {\"find\": {\"fixed_micros\": 5}}}"u8, "x");
        Assert.Equal(("", 0), (read.Device, read.Engines.Count));
    }

    private ToolCost? Measure(ToolDeclaration tool) => new CostProbe(Yard.World, _time).Measure(tool, TestContext.Current.CancellationToken);

    private ToolDeclaration Tool(Func<CallSeen, int> micros, params ParameterDeclaration[] parameters) => new()
    {
        Name = "probed",
        Parameters = parameters,
        Result = PlanType.Int,
        Documentation = "Takes its time.",
        Examples = [],
        Body = (in call) =>
        {
            _time.Advance(TimeSpan.FromMicroseconds(micros(new CallSeen(call.World, call.Arguments.ToArray()))));
            return Value.OfInt(1);
        },
    };

    private sealed record CallSeen(IWorld World, Value[] Arguments);
}
