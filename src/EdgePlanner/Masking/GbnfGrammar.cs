using System.Text;
using EdgePlanner.Binding;
using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>
/// The plans of a <see cref="PlanGrammar"/> in GBNF, for servers that hold a model to a grammar of their own: llama.cpp, and vLLM, whose grammars read the same.
/// <code>
/// root ::= "a = " call "\n" after-1
/// after-1 ::= "return " [a] | "b = " call "\n" after-2
/// call ::= tool-count | tool-find
/// tool-find ::= "find(" text ")"
/// </code>
/// Every plan that <see cref="TokenMask"/> lets through can be derived. Not every derived plan checks: that a name was given before, that it has the right type and is used, and
/// what the plan costs is no matter of such a grammar. It says the words: names are letters in order, tools are those of the offer with as many arguments as they take, texts are
/// the choices of a parameter or phrases of the question and the lexicon, numbers are those of the question where it says one of the kind, and the plan ends.
/// </summary>
public static class GbnfGrammar
{
    public static string Of(PlanGrammar grammar, string question)
    {
        var texts = GbnfText.Sound(QuestionPhrases.TextsOf(question).Concat(grammar.Lexicon));
        var words = QuestionWords.Of(question);
        var calls = grammar.Offer.Tools.Select(tool => (Rule: RuleOf(tool), Body: Call(tool, texts.Count > 0, words))).Where(call => call.Body is not null).ToArray();
        if (calls.Length == 0)
            throw new ArgumentException("no tool of the offer can be called: a grammar without plans", nameof(grammar));
        var text = new StringBuilder();
        var most = grammar.MostStatements - 1;
        for (var given = 0; given < most; given++)
        {
            Line(text, given == 0 ? "root" : $"after-{given}", string.Join(" | ", (string[])
                [.. given == 0 ? (string[])[] : [Return(given)], $"\"{PlanScope.Letters[given]} = \" call \"\\n\" after-{given + 1}"]));
        }
        Line(text, $"after-{most}", Return(most));
        Line(text, "call", string.Join(" | ", calls.Select(call => call.Rule)));
        foreach (var (rule, body) in calls)
            Line(text, rule, body!);
        Line(text, "name", $"[{PlanScope.Letters[..most]}]");
        Line(text, "truth", "\"True\" | \"False\"");
        Line(text, "number", "(\"0\" | [1-9] [0-9]{0,3}) (\".\" [0-9]{1,2})?");
        if (texts.Count > 0)
            Line(text, "text", $"\"\\\"\" ({GbnfText.AnyOf(texts)}) \"\\\"\"");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string rule, string body) => text.Append(rule).Append(" ::= ").Append(body).Append('\n');

    private static string Return(int given) => $"\"return \" [{PlanScope.Letters[..given]}]";

    /// <summary>Older versions take no underscore in a rule's name, and no tool has a dash in its own.</summary>
    private static string RuleOf(ToolDeclaration tool) => $"tool-{tool.Name.Replace('_', '-')}";

    /// <returns>Null where an argument that it needs cannot be written.</returns>
    private static string? Call(ToolDeclaration tool, bool hasTexts, QuestionWords words)
    {
        var arguments = tool.Parameters.Select(parameter => Argument(parameter, hasTexts, words)).TakeWhile(argument => argument.Length > 0).ToArray();
        if (arguments.Length < tool.Required)
            return null;
        var rest = tool.IsVariadic && arguments.Length == tool.Parameters.Count ? $" (\", \" {arguments[^1]}){{0,{CallRules.MostVariadic - 1}}}" : "";
        for (var place = arguments.Length - 1; place >= 0; place--)
        {
            var argument = $"{(place > 0 ? "\", \" " : "")}{arguments[place]}{rest}";
            rest = place < tool.Required ? $" {argument}" : $" ({argument})?";
        }
        return $"\"{tool.Name}(\"{rest} \")\"";
    }

    private static string Argument(ParameterDeclaration parameter, bool hasTexts, QuestionWords words)
    {
        var kinds = new List<string>();
        if (!parameter.LiteralOnly)
            kinds.Add("name");
        if (parameter.Types.Contains(PlanType.Text) && parameter.OneOf is { } choices)
            kinds.AddRange(choices.Select(choice => GbnfText.Literal($"\"{choice}\"")));
        else if (parameter.Types.Contains(PlanType.Text) && hasTexts)
            kinds.Add("text");
        if (parameter.Types.Contains(PlanType.Bool))
            kinds.Add("truth");
        if (NumberLiteral.TypeFor(parameter.Types, TokenKind.Int) != PlanType.None)
            kinds.Add(Numbers(parameter, words));
        return kinds.Count < 2 ? string.Concat(kinds) : $"({string.Join(" | ", kinds)})";
    }

    /// <summary>Of all types that the number may be: which it is, the arguments before say, and no grammar knows them.</summary>
    private static string Numbers(ParameterDeclaration parameter, QuestionWords words)
    {
        PlanType[] types = parameter.SameTypeAs >= 0
            ? [.. Enum.GetValues<PlanType>().Where(type => parameter.Types.Contains(type) && NumberLiteral.Fits(Value.OfInt(1), type))]
            : [NumberLiteral.TypeFor(parameter.Types, TokenKind.Int), NumberLiteral.TypeFor(parameter.Types, TokenKind.Float)];
        var said = types.Where(type => type != PlanType.None).Select(words.Written).ToArray();
        return said.Any(numbers => numbers is null) ? "number" : $"({GbnfText.AnyOf(GbnfText.Sound(said.SelectMany(numbers => numbers!)))})";
    }
}
