using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Tools;

namespace EdgePlanner.Rewarding;

/// <summary>
/// The same question by other tools. Where a plan asks which things a word is true of (<c>where</c>: one word against the others of its kind), this asks which
/// a phrase describes (<c>match</c>: one picture against one text); where it only looks for a kind by the detector, this compares everything that is there
/// with the kind's name. Both ends see the same boxes, so that they agree says less than a truth would.
/// </summary>
public static class SecondWay
{
    /// <summary>A second plan; null where this one has no such step, or the device does not offer the tools.</summary>
    public static string? Of(string plan, ToolOffer offer)
    {
        if (offer.Find("match") is not { } match || !offer.IsOffered(match))
            return null;
        var syntax = Parser.Parse(plan, new DiagnosticBag());
        return Rewritten(syntax, offer, (tool, _) => tool == "where") ?? Rewritten(syntax, offer, (tool, noun) => tool == "find" && noun is not ("thing" or "things"));
    }

    private static string? Rewritten(PlanSyntax syntax, ToolOffer offer, Func<string, string?, bool> isAskedOtherwise)
    {
        var text = new StringBuilder();
        var nouns = new Dictionary<string, string>(StringComparer.Ordinal);
        var isOther = false;
        foreach (ref readonly var statement in syntax.Statements)
        {
            var (line, name, tool) = (In(syntax, statement.Span), In(syntax, statement.Name), In(syntax, statement.Tool));
            var noun = statement.Kind == StatementKind.Call ? NounOf(syntax, statement, tool, offer, nouns) : null;
            if (noun is not null)
                nouns[name] = noun;
            if (noun is not null && isAskedOtherwise(tool, noun) && Otherwise(syntax, statement, name, tool, noun) is { } other)
                (line, isOther) = (other, true);
            text.Append(line).Append('\n');
        }
        return isOther ? text.ToString() : null;
    }

    private static string? Otherwise(PlanSyntax syntax, in StatementSyntax statement, string name, string tool, string noun)
    {
        var arguments = syntax.ArgumentsOf(statement);
        if (tool == "find")
            return PhraseOf(noun, []) is { } kind ? $"{name}_all = find(\"thing\")\n{name} = match({name}_all, \"{kind}\")" : null;
        List<string> words = [];
        foreach (ref readonly var argument in arguments[1..])
        {
            if (argument.Kind != TokenKind.Text)
                return null;
            words.Add(Literal(syntax, argument));
        }
        return PhraseOf(noun, words) is { } phrase ? $"{name} = match({In(syntax, arguments[0].Span)}, \"{phrase}\")" : null;
    }

    /// <summary>The kind that a step's things are of, as far as the plan says it.</summary>
    private static string? NounOf(PlanSyntax syntax, in StatementSyntax statement, string tool, ToolOffer offer, Dictionary<string, string> nouns)
    {
        var arguments = syntax.ArgumentsOf(statement);
        if (arguments.IsEmpty)
            return null;
        if (tool == "find")
            return arguments[0].Kind == TokenKind.Text ? Literal(syntax, arguments[0]) : null;
        return offer.Find(tool) is { ResultLike: 0 } && arguments[0].Kind == TokenKind.Name ? nouns.GetValueOrDefault(In(syntax, arguments[0].Span)) : null;
    }

    /// <summary>As a caption would say it; null where a still picture does not show it.</summary>
    private static string? PhraseOf(string noun, IReadOnlyList<string> words)
    {
        if (!noun.All(c => char.IsAsciiLetter(c) || c == ' ') || words.Any(word => !SeenWords.Contains(word)))
            return null;
        var phrase = noun == "person"
            ? string.Concat([noun, .. words.Select(word => SeenWords.IsColour(word) ? $" in {word}" : $" {word}")])
            : string.Join(' ', [.. words.OrderBy(SeenWords.IsColour), noun]);
        phrase = (phrase[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + phrase;
        return phrase.Length <= PlanLimits.TextBytes ? phrase : null;
    }

    private static string In(PlanSyntax syntax, SourceSpan span) => span.In(syntax.Source).ToString();

    private static string Literal(PlanSyntax syntax, in ArgumentSyntax argument) => In(syntax, argument.Span).Trim('"', '\'');
}
