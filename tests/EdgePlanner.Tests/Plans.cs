using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using EdgePlanner.Tools;
using EdgePlanner.Worlds;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EdgePlanner.Tests;

/// <summary>Checking and running plans as most tests do it: every tool offered, costs as declared, time enough.</summary>
internal static class Plans
{
    public static readonly TimeSpan Ample = TimeSpan.FromHours(1);

    public static readonly ToolOffer Everything = PrimitiveCatalog.Standard.For(Capabilities.All);

    private static readonly PlanChecker s_checker = new(Everything, CostProfile.Declared);

    public static CheckedPlan Check(string source) => s_checker.Check(source, Ample);

    /// <summary>A plan that must check; the message says why where it does not.</summary>
    public static PricedPlan Sound(string source)
    {
        var result = Check(source);
        Assert.True(result.Plan is not null, result.Explain());
        return result.Plan!;
    }

    public static PlanOutcome Run(string source, IWorld? world = null) =>
        new Interpreter(new FakeTimeProvider()).Run(Sound(source), world ?? Yard.World());

    /// <summary>The answer as text; "unknown (…)" where there is none.</summary>
    public static string Answer(string source, IWorld? world = null) => Run(source, world).Value.ToString();

    /// <summary>Indices of the things that a plan answers with: "0 5".</summary>
    public static string Things(string source, IWorld? world = null)
    {
        var value = Run(source, world).Value;
        if (value.IsUnknown)
            return value.ToString();
        var indices = new List<int>();
        foreach (var thing in value.Set)
            indices.Add(thing.Index);
        return string.Join(' ', indices);
    }
}
