namespace EdgePlanner.Language;

/// <summary>The words for what can be wrong with the form of a plan.</summary>
internal static class SyntaxMistake
{
    private const string OneCall = "one tool call per line: `name = tool(…)`";

    public static Diagnostic NotUtf8(int atByte) =>
        new(DiagnosticCode.NotUtf8, default, $"byte {atByte} of the plan is not UTF-8", "text in UTF-8");

    public static Diagnostic SourceTooLong() => new(
        DiagnosticCode.SourceTooLong, default, $"the plan is longer than {PlanLimits.SourceBytes} bytes", Hint: $"a plan has at most {PlanLimits.Statements} lines");

    public static Diagnostic TooManyStatements(SourceSpan span) => new(
        DiagnosticCode.TooManyStatements, span, $"a plan has at most {PlanLimits.Statements} statements",
        Hint: "ask for less at once: a question may be split into several");

    public static Diagnostic TooManyArguments(SourceSpan span) => new(
        DiagnosticCode.TooManyArguments, span, $"a call has at most {PlanLimits.Arguments} arguments");

    public static Diagnostic Indented(SourceSpan span) => new(
        DiagnosticCode.Indented, span, "this line is indented", "the line to start at the left edge", Hint: "a plan has no blocks");

    public static Diagnostic ExpectedStatement(in Token token, string source) => Badly(token, source) ?? new(
        DiagnosticCode.ExpectedStatement, token.Span, "this line is no statement", "`name = tool(…)` or `return name`", Found(token, source));

    public static Diagnostic ExpectedEquals(in Token token, SourceSpan name, string source)
    {
        if (Badly(token, source) is { } bad)
            return bad;
        var written = name.In(source).ToString();
        return token.Kind == TokenKind.OpenParenthesis
            ? new(DiagnosticCode.ExpectedEquals, name, $"the result of `{written}` has no name", "`name = tool(…)`", Hint: $"write `x = {written}(…)`")
            : new(DiagnosticCode.ExpectedEquals, token.Span, $"nothing is assigned to `{written}`", "`=`", Found(token, source));
    }

    public static Diagnostic ExpectedCall(in Token token, string source) => Badly(token, source) ?? new(
        DiagnosticCode.ExpectedCall, token.Span, "only the result of a tool can be given a name", "a tool", Found(token, source),
        IsLiteral(token.Kind) ? "write the value where it is needed: arguments may be literals" : null);

    public static Diagnostic ExpectedParenthesis(in Token token, SourceSpan tool, string source) => Badly(token, source) ?? new(
        DiagnosticCode.ExpectedCall, token.Span, $"`{tool.In(source)}` is not called", "`(`", Found(token, source), OneCall);

    public static Diagnostic ExpectedArgument(in Token token, string source) => Badly(token, source) ?? new(
        DiagnosticCode.ExpectedArgument, token.Span, "an argument is missing here", "a name or a literal", Found(token, source),
        token.Kind == TokenKind.CloseParenthesis ? "leave the last comma out" : null);

    public static Diagnostic ExpectedComma(in Token token, in ArgumentSyntax last, string source)
    {
        if (Badly(token, source) is { } bad)
            return bad;
        // f"…", r"…": a name that touches a text.
        if (token.Kind == TokenKind.Text && last.Kind == TokenKind.Name && last.Span.End == token.Span.Start)
            return new(DiagnosticCode.ExpectedComma, last.Span, "texts have no prefix", "a plain text", Hint: "texts are written out, not built");
        return token.Kind is TokenKind.NewLine or TokenKind.End
            ? new(DiagnosticCode.ExpectedComma, token.Span, "the call is not closed", "`)`", Found(token, source), "a call stands on one line")
            : new(DiagnosticCode.ExpectedComma, token.Span, "the arguments do not go on like this", "`,` or `)`", Found(token, source));
    }

    public static Diagnostic ExpectedLineEnd(in Token token, string source) => Badly(token, source) ?? new(
        DiagnosticCode.ExpectedLineEnd, token.Span, "there is more on this line than one statement", "the end of the line", Found(token, source), OneCall);

    public static Diagnostic ExpectedReturnName(in Token token, string source) => Badly(token, source) ?? new(
        DiagnosticCode.ExpectedReturnName, token.Span, "`return` gives back a name", "a name", Found(token, source),
        "name the result on the line before, then return it");

    public static Diagnostic ReturnedCall(SourceSpan tool, string source) => new(
        DiagnosticCode.ExpectedReturnName, tool, "`return` gives back a name, not a call", "a name", $"a call of `{tool.In(source)}`",
        $"write `x = {tool.In(source)}(…)` on the line before, then `return x`");

    public static Diagnostic NestedCall(SourceSpan tool, string source) => new(
        DiagnosticCode.NestedCall, tool, "calls do not nest", "a name or a literal", $"a call of `{tool.In(source)}`",
        $"give it a name on the line before: `x = {tool.In(source)}(…)`");

    public static Diagnostic PlaceAfterKey(SourceSpan span) => new(
        DiagnosticCode.PlaceAfterKey, span, "an argument by place stands behind one by name", "`name=value`",
        Hint: "arguments by place come first");

    /// <summary>What is wrong with the word itself, wherever it stands; null for a sound word.</summary>
    private static Diagnostic? Badly(in Token token, string source)
    {
        var written = token.Span.In(source);
        return token.Kind switch
        {
            TokenKind.OpenText => new(DiagnosticCode.UnfinishedText, token.Span, "this text does not end on its line", "`\"` at its end"),
            TokenKind.BadText => new(
                DiagnosticCode.BadText, token.Span, "this text holds a backslash or a character that cannot be printed", "plain characters",
                Hint: "nothing is escaped in a plan; leave the character out"),
            TokenKind.BadNumber => new(
                DiagnosticCode.BadNumber, token.Span, $"`{Short(written)}` is not a number", "digits, or digits, a point and digits",
                Hint: char.IsAsciiLetter(written[^1]) ? "a number is written without its unit: the parameter has it (`metres=10`)" : null),
            TokenKind.Keyword => new(
                DiagnosticCode.ReservedWord, token.Span, $"`{written}` is a word of Python that plans do not have", Hint: KeywordHint(written)),
            TokenKind.Bad => new(
                DiagnosticCode.UnexpectedCharacter, token.Span, $"no plan has the character {Character(written)}", Hint: CharacterHint(written[0])),
            _ => null,
        };
    }

    private static string Character(ReadOnlySpan<char> written) =>
        written.Length == 1 && (char.IsControl(written[0]) || char.IsSurrogate(written[0])) ? $"U+{(int)written[0]:X4}" : $"`{written}`";

    private static string KeywordHint(ReadOnlySpan<char> word) => word switch
    {
        "for" or "while" or "break" or "continue" => "there are no loops: every tool takes a whole set",
        "if" or "elif" or "else" => "there are no branches: use `choose(condition, a, b)`",
        "not" => "use `not_(x)`",
        "and" => "use `both(a, b)`",
        "or" => "use `either(a, b)`",
        "None" => "leave an argument out instead",
        "lambda" or "def" or "class" => "nothing is defined in a plan: only tools are called",
        "import" or "from" => "nothing is imported: all tools are there",
        _ => OneCall,
    };

    private static string? CharacterHint(char c) => c switch
    {
        '\'' => "texts stand in double quotes: \"red\"",
        '.' => "nothing has attributes: use a tool, as in `colour(x)`",
        '[' or ']' => "nothing is indexed: use `nearest`, `largest`, `leftmost`, …",
        '{' or '}' => "there are no dictionaries",
        '<' or '>' or '!' => "use `compare(a, b, \"less\")`",
        '+' or '-' or '*' or '/' or '%' => "nothing is computed: tools compare, count and measure",
        ';' => OneCall,
        '\u201C' or '\u201D' or '\u201E' => "texts stand in straight double quotes: \"red\"",
        _ when char.IsLetter(c) => "names have only the letters a to z and A to Z, digits and underscores",
        '`' => "a plan is written without marks around it",
        _ => null,
    };

    private static bool IsLiteral(TokenKind kind) => kind is TokenKind.Text or TokenKind.Int or TokenKind.Float or TokenKind.True or TokenKind.False;

    private static string Found(in Token token, string source) => token.Kind switch
    {
        TokenKind.NewLine => "the end of the line",
        TokenKind.End => "the end of the plan",
        _ => $"`{Short(token.Span.In(source))}`",
    };

    private static string Short(ReadOnlySpan<char> written) => written.Length <= 40 ? written.ToString() : $"{written[..37]}…";
}
