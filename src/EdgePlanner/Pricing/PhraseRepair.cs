using EdgePlanner.Binding;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Pricing;

/// <summary>
/// The one repair that a run makes by itself: <c>find("red cup")</c> that finds nothing becomes <c>find("cup")</c> and
/// <c>where(…, "red")</c>. Which words move is read off the plan alone, so its price is known before anything runs.
/// </summary>
internal sealed record PhraseRepair(string Noun, string[] Words, ToolDeclaration Where)
{
    /// <summary>The repair of a step; null where there is none: the phrase is not written out, or no describing word stands before a noun.</summary>
    public static PhraseRepair? For(BoundPlan plan, in BoundStep step)
    {
        var argument = plan.ArgumentsOf(step)[0];
        if (argument >= 0 || plan.Constant(argument) is not { Type: PlanType.Text, Text: { } phrase } || !phrase.Contains(' '))
            return null;
        var left = phrase.AsSpan().Trim();
        List<string>? words = null;
        while (left.IndexOf(' ') is > 0 and var end && DescribingWords.Contains(left[..end]))
        {
            (words ??= []).Add(left[..end].ToString());
            left = left[end..].TrimStart();
        }
        if (words is null || plan.Offer.Find("where") is not { } where || !plan.Offer.IsOffered(where))
            return null;
        return new(left.ToString(), [.. words], where);
    }
}
