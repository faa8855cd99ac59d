using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Pricing;

/// <summary>Costs of these tests: find 100 µs + 0, where 10 µs + 1 µs a thing, union 2 µs + 1 µs a thing, all else 1 µs.</summary>
public sealed class PricerTests
{
    private static readonly CostProfile s_profile = new()
    {
        Tools = PrimitiveCatalog.Standard.Tools.ToDictionary(tool => tool.Name, tool => tool.Name switch
        {
            "find" => new ToolCost(100),
            "where" => new ToolCost(10, 1),
            "union" => new ToolCost(2, 1),
            _ => new ToolCost(1),
        }),
    };

    [Theory]
    [InlineData("a = find(\"car\")\nreturn a", 100)]
    [InlineData("a = find(\"car\")\nb = where(a, \"red\")\nreturn b", 100 + 10 + 64)]
    [InlineData("a = find(\"car\")\nb = unique(a)\nc = where(b, \"red\")\nreturn c", 100 + 1 + 10 + 1)]
    [InlineData("a = find(\"car\")\nb = find(\"bus\")\nc = union(a, b)\nd = where(c, \"red\")\nreturn d", 100 + 100 + 2 + 128 + 10 + 64)]
    [InlineData("a = find(\"car\")\nb = where(a, \"red\")\nc = choose(True, a, b)\nd = where(c, \"old\")\nreturn d", 100 + 10 + 64 + 1 + 10 + 64)]
    [InlineData("a = find(\"red car\")\nreturn a", 100 + 100 + 10 + 64)] // with the repair: find("car"), where(…, "red")
    [InlineData("a = find(\"traffic light\")\nreturn a", 100)]
    public void Fit_AmpleBudget_PricesTheWorstCase(string source, int micros) =>
        Assert.Equal(TimeSpan.FromMicroseconds(micros), Check(source, Plans.Ample).Plan!.Price);

    [Fact]
    public void Fit_TightBudget_ShrinksTheCapAsLittleAsItMust()
    {
        var plan = Check("a = find(\"car\")\nb = where(a, \"red\")\nreturn b", TimeSpan.FromMicroseconds(150.5)).Plan!;
        Assert.Equal((40, true), (plan.Cap, plan.IsShrunk));
        Assert.Equal(TimeSpan.FromMicroseconds(150), plan.Price);
    }

    [Fact]
    public void Fit_NoCapFits_RefusesWithThePrice()
    {
        var result = Check("a = find(\"car\")\nb = where(a, \"red\")\nreturn b", TimeSpan.FromMicroseconds(110.9));
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Null(result.Plan);
        Assert.Equal(DiagnosticCode.OverBudget, diagnostic.Code);
        Assert.Contains("0.111 ms", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("`find`", diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Profile_RoundTrip_KeepsEveryCost()
    {
        var read = CostProfile.Read(s_profile.ToJson(), "test");
        Assert.Equal(s_profile.Tools.OrderBy(pair => pair.Key), read.Tools.OrderBy(pair => pair.Key));
    }

    [Theory]
    [InlineData("{\"tools\": {\"find\": {\"fixed_micros\": -1}}}", "find")]
    [InlineData("{\"tools\": {\"find\": {\"fixed_micros\": 1e12}}}", "find")]
    [InlineData("{\"tools\": null}", "no tools")]
    [InlineData("null", "no tools")]
    [InlineData("[1]", "not a cost profile")]
    [InlineData("{", "not a cost profile")]
    public void Profile_Unsound_IsRefusedByName(string json, string says)
    {
        var refused = Assert.Throws<ToolException>(() => CostProfile.Read(System.Text.Encoding.UTF8.GetBytes(json), "profile.json"));
        Assert.Contains("profile.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private static CheckedPlan Check(string source, TimeSpan budget) => new PlanChecker(Plans.Everything, s_profile).Check(source, budget);
}
