using EdgePlanner.Binding;
using EdgePlanner.Prompting;
using EdgePlanner.Tools;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Splits;

namespace EdgeWorld.Planning.Seeds;

/// <summary>What else a question and its plan teach: other words in both, and tools under made-up names whose documentation stands in front.</summary>
public sealed class PairVariants
{
    /// <summary>Of the variants, those that rename a tool.</summary>
    private const double RenamedShare = 0.35;

    private const double SwappedShare = 0.85;

    /// <summary>Of the variants, those that say more: a word of a thing, another thing for a number, another question.</summary>
    private const double LongerShare = 0.45;

    /// <summary>Of these, those that ask otherwise, where it can be done.</summary>
    private const double OtherwiseShare = 0.7;

    /// <summary>Of those that say a word more, those that say two.</summary>
    private const double TwiceShare = 0.5;

    private const int TriesAVariant = 8;

    private static readonly HashSet<string> s_known = [.. PrimitiveCatalog.Standard.Tools.Select(tool => tool.Name)];
    private static readonly ToolOffer s_offer = PrimitiveCatalog.Standard.For(Capabilities.All);

    private readonly WorldRandom _random;
    private readonly WordSwap _words;
    private readonly WordAddition _more;
    private readonly MeasureOfAnother _measures;
    private readonly QuestionJoining _joined;
    private readonly QuestionTurning _turned;
    private readonly TwoMeasured _two;
    private readonly ToolRenaming _tools;

    /// <param name="seed">Same seed, same variants.</param>
    public PairVariants(int seed)
    {
        _random = WorldRandom.ForPart((ulong)seed, 0x5EED);
        (_words, _more, _measures, _joined, _turned, _two, _tools) = (new(_random), new(_random), new(_random), new(_random), new(_random), new(_random), new(_random));
    }

    /// <summary>Fewer than <paramref name="count"/> where there is little to change.</summary>
    /// <param name="plan">In the language's one way of writing it.</param>
    public IEnumerable<TaughtPair> Of(Language language, string question, string plan, BoundPlan bound, int count) => Of(new Seed(language, question, plan, bound), count);

    internal IEnumerable<TaughtPair> Of(Seed pair, int count)
    {
        var itself = Itself(pair);
        var seen = new HashSet<string>(StringComparer.Ordinal) { itself.Plan + itself.Prompt };
        for (var i = 0; i < count; i++)
        {
            for (var tried = 0; tried < TriesAVariant; tried++)
            {
                var changed = _random.Chance(SwappedShare) ? _words.Swap(pair) ?? pair : pair;
                if (_random.Chance(LongerShare))
                    changed = Longer(changed);
                if (changed != pair && HeldOut.IsIid(changed.Question))
                    continue;
                var variant = _random.Chance(RenamedShare) ? _tools.Rename(changed) : Itself(changed);
                if (variant is not null && seen.Add(variant.Plan + variant.Prompt))
                {
                    yield return variant;
                    break;
                }
            }
        }
    }

    private Seed Longer(Seed pair)
    {
        if (_random.Chance(OtherwiseShare) && Otherwise(pair) is { } longer)
            return longer;
        var more = _more.Add(pair) ?? pair;
        return _random.Chance(TwiceShare) ? _more.Add(more) ?? more : more;
    }

    /// <summary>By the first rule that applies, from any of them on.</summary>
    private Seed? Otherwise(Seed pair)
    {
        var first = _random.Between(0, 6); // few questions can be asked of two: twice as often
        for (var i = 0; i < 6; i++)
        {
            var changed = ((first + i) % 6) switch { 0 or 1 => _two.Ask(pair), 2 => _measures.Say(pair), 3 => _turned.Turn(pair), _ => _joined.Join(pair) };
            if (changed is not null)
                return changed;
        }
        return null;
    }

    internal static TaughtPair Itself(Seed seed) => new(TaughtPrompt.Of(seed.Question, s_offer, s_known), seed.Plan, 1);
}
