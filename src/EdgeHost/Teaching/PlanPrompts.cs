using EdgePlanner.Prompting;
using EdgePlanner.Tools;
using EdgeWorld.Planning;
using EdgeWorld.Planning.UnseenTools;

namespace EdgeHost.Teaching;

/// <summary>What a taught model reads of a question for planners, and the tools that it may use.</summary>
internal sealed class PlanPrompts
{
    private static readonly HashSet<string> s_known = [.. PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name)];

    /// <summary>Most questions bring no tools, or some of a few.</summary>
    private const int MostOffers = 256;

    private readonly Dictionary<(string, Capabilities), ToolOffer> _offers = [];

    public string Of(PlanQuestion question) => Of(question.Question, OfferOf(question));

    /// <summary>With the documentation of what is not in the standard catalog: a model of CLEVR's questions has no token for most of that, and need not read of it.</summary>
    public static string Of(string question, ToolOffer offer) => TaughtPrompt.Of(question, offer, s_known);

    /// <summary>Every usual tool, and those that the question brings; the same object for the same tools.</summary>
    public ToolOffer OfferOf(PlanQuestion question, Capabilities offered = Capabilities.All)
    {
        var key = (string.Join(' ', question.Tools), offered);
        if (_offers.TryGetValue(key, out var offer))
            return offer;
        if (_offers.Count >= MostOffers)
            _offers.Clear();
        return _offers[key] = UnseenToolCatalog.With(question.Tools).For(offered);
    }
}
