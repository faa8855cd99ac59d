using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeHost.Asking;
using EdgeHost.Configuration;
using EdgePlanner.Generating;
using EdgePlanner.Generating.Endpoints;
using EdgePlanner.Planning;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Prompting;
using EdgePlanner.Tools;
using Microsoft.Extensions.Logging.Abstractions;
#if EDGE_JETSON
using EdgePlanner.Generating.Gguf;
#endif

namespace EdgeHost.Planning;

/// <summary>
/// The planners that a question is asked of, best first (<see cref="AskingOptions.Planners"/>). One that cannot be loaded is told of once, and the next ones answer. Owns their models.
/// </summary>
internal sealed class PlannerTiers : IDisposable
{
    /// <summary>Of an answer: models that were not taught this language write words around the plan.</summary>
    private const int EndpointTokens = 512;

    /// <summary>The model behind <see cref="AskingOptions.Endpoint"/>.</summary>
    public const string EndpointTier = "endpoint";

    /// <summary>Before the name of a model whose GGUF llama.cpp is to run.</summary>
    public const string GgufPrefix = "gguf:";

    /// <summary>Where nothing is set. What is known word for word needs no model, and what the model has no plan for is at times near something known (docs/decisions/0019).</summary>
    public static IReadOnlyList<string> Usual { get; } = [RetrievalPlanner.KnownTierName, AskingOptions.ShippedPlanner, RetrievalPlanner.TierName];

    private readonly List<Tier> _tiers = [];
    private readonly HashSet<DecoderTextModel> _prepared = [];

    private readonly ModelPlannerLimits _limits;

    private PlannerTiers(ModelPlannerLimits limits) => _limits = limits;

    /// <summary>No model: for what is asked where none should be loaded.</summary>
    public static PlannerTiers RetrievalOnly { get; } = new(new ModelPlannerLimits()) { _tiers = { new Tier(RetrievalPlanner.TierName, null) } };

    public IEnumerable<string> Names => _tiers.Select(tier => tier.Name);

    /// <summary>A line for each tier that is left out.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>As configured, whether they load or not.</summary>
    public static IReadOnlyList<string> NamesFor(EdgeSettings settings) => Wanted(settings.Asking);

    /// <summary>Loads the models; seconds for large ones.</summary>
    public static PlannerTiers Open(EdgeSettings settings, TimeProvider time)
    {
        var tiers = new PlannerTiers(new ModelPlannerLimits { LeastConfidence = settings.Asking.LeastConfidence });
        var models = ModelCatalog.Find(settings.Models.SearchRoots());
        foreach (var name in Wanted(settings.Asking))
            tiers.Add(name, models, settings, time);
        if (tiers._tiers.Count == 0 || (tiers.Problems.Count > 0 && tiers._tiers.TrueForAll(tier => tier.Name == RetrievalPlanner.KnownTierName)))
            tiers._tiers.Add(new Tier(RetrievalPlanner.TierName, null));
        return tiers;
    }

    /// <summary>For one set of tools. The first time the models write a plan for nothing, so that no question pays for what is new to the process then.</summary>
    public IReadOnlyList<IPlanner> For(PrimitiveCatalog catalog, ToolOffer offer, CostProfile profile, TimeSpan budget, TimeProvider time) =>
        [.. _tiers.Select(IPlanner (tier) => tier.Model switch
        {
            null => new RetrievalPlanner(catalog.Tools) { WordForWord = tier.Name == RetrievalPlanner.KnownTierName },
            DecoderTextModel model => Planner(model, offer, profile, budget, time),
            var model => new ModelPlanner(model, DocumentedPrompt.Of, offer, profile, PlanWords.Shipped, _limits with { Patience = tier.Patience, MostTokens = EndpointTokens }, time) { Correction = DocumentedPrompt.Again },
        })];

    public void Dispose()
    {
        foreach (var tier in _tiers)
            tier.Model?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>What the settings name, else <see cref="Usual"/>.</summary>
    private static IReadOnlyList<string> Wanted(AskingOptions asking) => asking.Planners.Count > 0 ? asking.Planners : Usual;

    private ModelPlanner Planner(DecoderTextModel model, ToolOffer offer, CostProfile profile, TimeSpan budget, TimeProvider time)
    {
        var planner = new ModelPlanner(model, model.PromptFor, offer, profile, PlanWords.Shipped, _limits, time);
        if (_prepared.Add(model))
            model.Prepare(planner.GrammarFor(budget));
        return planner;
    }

    private void Add(string name, ModelCatalog models, EdgeSettings settings, TimeProvider time)
    {
        try
        {
            _tiers.Add(name switch
            {
                RetrievalPlanner.TierName or RetrievalPlanner.KnownTierName => new Tier(name, null),
                EndpointTier when settings.Asking.Endpoint is { Url: not null } endpoint => new Tier(name, new ChatTextModel(endpoint, time)) { Patience = endpoint.Timeout },
                EndpointTier => throw new TextModelException("Asking:Endpoint:Url is not set"),
                _ when name.StartsWith(GgufPrefix, StringComparison.Ordinal) => Named(OpenGguf(models.Open(name[GgufPrefix.Length..]), settings)),
                _ => Named(TextModelFolder.Open(models.Open(name), settings.Engines, NullLogger.Instance)),
            });
        }
        catch (Exception e) when (e is ModelException or EngineException or TextModelException)
        {
            Problems.Add($"the planner '{name}' is left out: {e.Message}");
        }
    }

    private static Tier Named(DecoderTextModel model) => new(model.Name, model);

#if EDGE_JETSON
    private static DecoderTextModel OpenGguf(ModelFolder folder, EdgeSettings settings) => LLamaTextModel.Open(folder, settings.Asking.Gguf, NullLogger.Instance);
#else
    private static DecoderTextModel OpenGguf(ModelFolder folder, EdgeSettings _) =>
        throw new TextModelException($"this build has no llama.cpp for the GGUF of {folder.Description.Name}: build with -p:EdgeTarget=jetson (docs/planners.md)");
#endif

    /// <param name="Model">Null for the planner that needs none.</param>
    private sealed record Tier(string Name, ITextModel? Model)
    {
        /// <summary>For one plan.</summary>
        public TimeSpan Patience { get; init; }
    }
}
