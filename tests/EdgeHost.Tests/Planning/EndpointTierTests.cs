using EdgeHost.Configuration;
using EdgeHost.Planning;
using EdgePlanner.Generating.Endpoints;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeHost.Tests.Planning;

public sealed class EndpointTierTests
{
    [Fact]
    public void Open_AnEndpoint_IsAskedInItsPlace()
    {
        var settings = Read(("Asking:Planners:0", "endpoint"), ("Asking:Planners:1", "retrieval"), ("Asking:Endpoint:Url", "http://127.0.0.1:9/v1"), ("Asking:Endpoint:Model", "coder"),
            ("Asking:Endpoint:Grammar", "LlamaServer"), ("Asking:Endpoint:Timeout", "00:00:30"), ("Asking:Endpoint:AnswerBytes", "100000"));
        Assert.Equal((ServerGrammar.LlamaServer, TimeSpan.FromSeconds(30), 100_000), (settings.Asking.Endpoint.Grammar, settings.Asking.Endpoint.Timeout, settings.Asking.Endpoint.AnswerBytes));

        using var tiers = PlannerTiers.Open(settings, TimeProvider.System);

        Assert.Empty(tiers.Problems);
        Assert.Equal(["coder at 127.0.0.1:9", "retrieval"], Planners(tiers));
    }

    /// <summary>Of what cannot be opened the others are told why, and they answer.</summary>
    [Fact]
    public void Open_AGgufThatCannotBeRun_IsLeftOut()
    {
        using var tiers = PlannerTiers.Open(Read(("Asking:Planners:0", "gguf:no-such-model"), ("Asking:Planners:1", "retrieval")), TimeProvider.System);

        Assert.StartsWith("the planner 'gguf:no-such-model' is left out: ", Assert.Single(tiers.Problems), StringComparison.Ordinal);
        Assert.Equal(["retrieval"], Planners(tiers));
    }

    private static IEnumerable<string> Planners(PlannerTiers tiers)
    {
        var catalog = PrimitiveCatalog.Standard;
        return tiers.For(catalog, catalog.For(Capabilities.All), CostProfile.Declared, TimeSpan.FromSeconds(5), TimeProvider.System).Select(planner => planner.Name);
    }

    private static EdgeSettings Read(params (string Key, string Value)[] settings) =>
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build());
}
