using EdgeHost.Configuration;
using EdgeHost.Planning;
using EdgeHost.Teaching;
using EdgePlanner.Generating;
using EdgePlanner.Language;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Planners by name; models are loaded once.</summary>
internal sealed class PlannerBook(EdgeSettings settings) : IDisposable
{
    /// <summary>Waits longer than a device would: what is measured is the plan.</summary>
    private readonly ModelPlannerLimits _usual = new() { Patience = TimeSpan.FromSeconds(30), LeastConfidence = settings.Asking.LeastConfidence };

    private readonly EvalModels _models = new(settings);
    private readonly Dictionary<string, DecoderTextModel> _loaded = new(StringComparer.Ordinal);

    /// <summary>The tiers of a device where nothing is set.</summary>
    public const string Device = "device";

    /// <exception cref="EdgeEngines.Models.ModelException">There is no such model, or it is none that writes.</exception>
    /// <param name="ofClevr">Plans as long as the language allows, not as on a device, none too unsure (each of CLEVR's questions has an answer), and prompts without the documentation of what CLEVR has no use for.</param>
    public IPlanner Open(string name, ToolOffer offer, bool ofClevr = false) => name switch
    {
        RetrievalPlanner.TierName => new RetrievalPlanner(),
        RetrievalPlanner.KnownTierName => new RetrievalPlanner { WordForWord = true },
        OneToolPlanner.TierName => new OneToolPlanner(),
        Device => new TieredPlanner(Device, [.. PlannerTiers.Usual.Select(tier => Open(tier, offer, ofClevr))]),
        _ => PlannerOf(ModelOf(name), offer, ofClevr),
    };

    public void Dispose()
    {
        foreach (var model in _loaded.Values)
            model.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private DecoderTextModel ModelOf(string name)
    {
        if (!_loaded.TryGetValue(name, out var model))
            _loaded[name] = model = TextModelFolder.Open(_models.Open(name), settings.Engines, NullLogger.Instance);
        return model;
    }

    private ModelPlanner PlannerOf(DecoderTextModel model, ToolOffer offer, bool ofClevr) => new(
        model, ofClevr ? PlanPrompts.Of : model.PromptFor, offer, CostProfile.Declared, PlanWords.Shipped,
        ofClevr ? _usual with { MostStatements = PlanLimits.Statements, MostTokens = 384, LeastConfidence = 0 } : _usual, TimeProvider.System);
}
