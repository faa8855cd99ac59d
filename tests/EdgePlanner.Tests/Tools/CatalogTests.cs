using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using Xunit;

namespace EdgePlanner.Tests.Tools;

public sealed class CatalogTests
{
    private static readonly ToolDeclaration s_twice = new()
    {
        Name = "twice", Parameters = [new("number", PlanType.Int)], Result = PlanType.Int, Documentation = "Two times a number.",
        Examples = ["x = twice(2)\nreturn x"], Body = (in call) => Value.OfInt(call.Arguments[0].Integer * 2),
    };

    public static TheoryData<string> Names => [.. PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name)];

    /// <summary>The catalog that the plan language promises, and nothing else.</summary>
    [Fact]
    public void Standard_HasTheTools() => Assert.Equal(
        ("above approaching behind below both choose colour compare count count_crossings describe direction distance ego_speed either exists farthest find "
        + "given happened in_front_of inside intersect largest last_seen left_of leftmost match material moving near nearest not_ on_lane overlapping read_text "
        + "right_of rightmost same_as seen_between shape size smallest speed_of state time_to_contact union unique where within without").Split(' '),
        PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Tool_IsDocumentedWithExamplesThatCheck(string name)
    {
        var tool = Plans.Everything.Find(name)!;
        Assert.True(tool.Documentation.Length > 20 && tool.Documentation.EndsWith('.'), tool.Documentation);
        Assert.DoesNotContain('\n', tool.Documentation);
        Assert.NotEmpty(tool.Examples);
        Assert.All(tool.Examples, example => Assert.Contains($"{name}(", example, StringComparison.Ordinal));
        Assert.All(tool.Examples, example => Plans.Sound(example));
    }

    [Fact]
    public void Renaming_ATool_LeavesItByThatNameAlone()
    {
        var catalog = PrimitiveCatalog.Standard.Renaming("count", "tally");
        Assert.Equal(PrimitiveCatalog.Standard.Tools.Count, catalog.Tools.Count);
        Assert.DoesNotContain(catalog.Tools, tool => tool.Name == "count");
        Assert.Equal(PrimitiveCatalog.Standard.Tools.Single(tool => tool.Name == "count").Documentation, catalog.Tools.Single(tool => tool.Name == "tally").Documentation);
        Assert.Contains("'cuont'", Assert.Throws<ToolException>(() => catalog.Renaming("cuont", "x")).Message, StringComparison.Ordinal);
        Assert.Contains("'find'", Assert.Throws<ToolException>(() => catalog.Renaming("tally", "find")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_LessCapable_OffersWhatItCan()
    {
        var offer = PrimitiveCatalog.Standard.For(Capabilities.Detector | Capabilities.Motion, ToolPacks.Vehicle);
        var names = offer.Tools.Select(tool => tool.Name).ToHashSet();
        Assert.Superset(new HashSet<string> { "find", "count", "moving", "left_of", "both" }, names);
        Assert.DoesNotContain("where", names); // no encoder
        Assert.DoesNotContain("within", names); // no geometry
        Assert.DoesNotContain("time_to_contact", names);
        Assert.DoesNotContain("last_seen", PrimitiveCatalog.Standard.For(Capabilities.All, ToolPacks.Vehicle).Tools.Select(tool => tool.Name));
    }

    [Fact]
    public void With_OnesOwnTool_PlansCallIt()
    {
        var offer = PrimitiveCatalog.Standard.With(s_twice).For(Capabilities.All);
        var plan = new PlanChecker(offer, CostProfile.Declared).Check("a = twice(21)\nreturn a", Plans.Ample).Plan!;
        Assert.Equal("42", new Interpreter(TimeProvider.System).Run(plan, Scenes.Yard.World()).Value.ToString());
    }

    [Fact]
    public void With_UnsoundDeclaration_IsRefused()
    {
        Refused(s_twice with { Name = "count" }, "twice");
        Refused(s_twice with { Name = "Twice" }, "usable name");
        Refused(s_twice with { Name = "not" }, "Python");
        Refused(s_twice with { Result = PlanType.None }, "what it gives");
        Refused(s_twice with { Cost = new(-1) }, "below zero");
        Refused(s_twice with { Cost = new(double.NaN) }, "below zero");
        Refused(s_twice with { Parameters = [new("a", PlanType.Int), new("a", PlanType.Int)] }, "declared twice");
        Refused(s_twice with { Parameters = [ParameterDeclaration.Maybe("a", PlanType.Int), new("b", PlanType.Int)] }, "left out");
        Refused(s_twice with { Parameters = [new("a", PlanType.Int) { Variadic = true }, new("b", PlanType.Int)] }, "last");
        Refused(s_twice with { Parameters = [ParameterDeclaration.Maybe("a", PlanType.Int, Value.OfText("x"))] }, "default");
    }

    private static void Refused(ToolDeclaration tool, string says) =>
        Assert.Contains(says, Assert.Throws<ToolException>(() => PrimitiveCatalog.Standard.With(tool)).Message, StringComparison.Ordinal);
}
