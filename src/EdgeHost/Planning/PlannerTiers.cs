using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgePlanner.Generating;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Planning;

/// <summary>
/// The planners that a question is asked of, best first (<see cref="AskingOptions.Planners"/>). One that cannot be loaded is told of once, and the next ones answer. Owns their models.
/// </summary>
internal sealed class PlannerTiers : IDisposable
{
    private readonly List<Tier> _tiers = [];

    private PlannerTiers()
    {
    }

    /// <summary>No model: for what is asked where none should be loaded.</summary>
    public static PlannerTiers RetrievalOnly { get; } = new() { _tiers = { new Tier(RetrievalPlanner.TierName, null) } };

    public IEnumerable<string> Names => _tiers.Select(tier => tier.Name);

    /// <summary>A line for each tier that is left out.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Loads the models; seconds for large ones.</summary>
    public static PlannerTiers Open(EdgeSettings settings)
    {
        var tiers = new PlannerTiers();
        var models = ModelCatalog.Find(settings.Models.SearchRoots());
        foreach (var name in Wanted(settings.Asking, models))
            tiers.Add(name, models, settings.Engines);
        if (tiers._tiers.Count == 0)
            tiers._tiers.Add(new Tier(RetrievalPlanner.TierName, null));
        return tiers;
    }

    /// <summary>For one set of tools. Makes the masks that the first question needs.</summary>
    public IReadOnlyList<IPlanner> For(PrimitiveCatalog catalog, ToolOffer offer, CostProfile profile, TimeSpan budget, TimeProvider time) =>
        [.. _tiers.Select(IPlanner (tier) => tier.Model is { } model ? Planner(model, offer, profile, budget, time) : new RetrievalPlanner(catalog.Tools))];

    public void Dispose()
    {
        foreach (var tier in _tiers)
            tier.Model?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What the settings name; without them the one that ships, where it is there.</summary>
    private static List<string> Wanted(AskingOptions asking, ModelCatalog models) =>
        asking.Planners.Count > 0 ? asking.Planners
        : models.Entries.Any(entry => Path.GetFileName(entry.Path) == AskingOptions.ShippedPlanner) ? [AskingOptions.ShippedPlanner, RetrievalPlanner.TierName]
        : [RetrievalPlanner.TierName];

    private static ModelPlanner Planner(OnnxTextModel model, ToolOffer offer, CostProfile profile, TimeSpan budget, TimeProvider time)
    {
        var planner = new ModelPlanner(model, model.PromptFor, offer, profile, PlanWords.Shipped, new ModelPlannerLimits(), time);
        model.Prepare(planner.GrammarFor(budget));
        return planner;
    }

    private void Add(string name, ModelCatalog models, EngineOptions engines)
    {
        if (name == RetrievalPlanner.TierName)
        {
            _tiers.Add(new Tier(name, null));
            return;
        }
        try
        {
            var model = TextModelFolder.Open(models.Open(name), engines, NullLogger.Instance);
            _tiers.Add(new Tier(model.Name, model));
        }
        catch (Exception e) when (e is ModelException or EngineException)
        {
            Problems.Add($"the planner '{name}' is left out: {e.Message}");
        }
    }

    /// <param name="Model">Null for the planner that needs none.</param>
    private sealed record Tier(string Name, OnnxTextModel? Model);
}
