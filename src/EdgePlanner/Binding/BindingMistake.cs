using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>The words for names, types and tools that do not fit.</summary>
internal static class BindingMistake
{
    public static Diagnostic UnknownTool(SourceSpan span, ReadOnlySpan<char> source, ToolOffer offer)
    {
        var written = span.In(source);
        var near = NearestName.Of(written, offer.Tools.Select(tool => tool.Name));
        return new(
            DiagnosticCode.UnknownTool, span, $"there is no tool called `{Short(written)}`",
            Hint: near is null ? $"the tools are {string.Join(", ", offer.Tools.Select(tool => tool.Name))}" : $"did you mean `{near}`?");
    }

    public static Diagnostic ToolNotOffered(SourceSpan span, ToolDeclaration tool, ToolOffer offer)
    {
        var missing = offer.Missing(tool);
        return missing == Capabilities.None
            ? new(DiagnosticCode.ToolNotOffered, span, $"`{tool.Name}` is not switched on here",
                Hint: $"it comes with the pack {ToolPackNames.Of(tool.Packs)}: add {(ToolPackNames.AreSeveral(tool.Packs) ? "one of them" : "that")} to Asking:Packs")
            : new(DiagnosticCode.ToolNotOffered, span, $"`{tool.Name}` is not offered: this device has no {Lacks(missing)}",
                Hint: "use another tool, or load the engine");
    }

    public static Diagnostic UnknownName(SourceSpan span, ReadOnlySpan<char> source, in NameTable names, ToolOffer offer)
    {
        var written = span.In(source);
        var known = new List<string>();
        foreach (ref readonly var name in names.All)
            known.Add(name.Span.In(source).ToString());
        var near = NearestName.Of(written, known);
        var hint = near is not null ? $"did you mean `{near}`?"
            : offer.Find(written) is not null ? $"`{written}` is a tool: call it on a line of its own"
            : $"a text stands in double quotes: \"{Short(written)}\"";
        return new(DiagnosticCode.UnknownName, span, $"nothing before this line is called `{Short(written)}`", Hint: hint);
    }

    public static Diagnostic ReassignedName(SourceSpan span, SourceSpan before, ReadOnlySpan<char> source) => new(
        DiagnosticCode.ReassignedName, span, $"`{Short(span.In(source))}` has a value already, given on line {LineOf(source, before.Start)}",
        Hint: "a name is given once: take another");

    public static Diagnostic UnusedName(SourceSpan span, ReadOnlySpan<char> source) => new(
        DiagnosticCode.UnusedName, span, $"`{Short(span.In(source))}` is never used", Hint: "leave the line out, or use its result");

    public static Diagnostic WrongType(SourceSpan span, ToolDeclaration tool, ParameterDeclaration parameter, PlanType found, ReadOnlySpan<char> source)
    {
        var measures = Measures(parameter.Types) && IsNumber(found);
        return new(
            measures ? DiagnosticCode.UnitMismatch : DiagnosticCode.WrongType, span, $"`{tool.Name}` cannot take this as its `{parameter.Name}`",
            parameter.Types.ToString(), $"{found}, the type of `{Short(span.In(source))}`", TypeHint(parameter, found));
    }

    public static Diagnostic WrongLiteral(in ArgumentSyntax argument, ToolDeclaration tool, ParameterDeclaration parameter, ReadOnlySpan<char> source)
    {
        var found = argument.Kind switch
        {
            TokenKind.Text => PlanType.Text,
            TokenKind.Int => PlanType.Int,
            TokenKind.Float => PlanType.Float,
            _ => PlanType.Bool,
        };
        var written = Short(argument.Span.In(source));
        return new(
            DiagnosticCode.WrongType, argument.Span, $"`{tool.Name}` cannot take this as its `{parameter.Name}`", parameter.Types.ToString(),
            $"{found}", found == PlanType.Text && parameter.Types.Contains(PlanType.Boxes) ? $"find the things first: `x = find({written})`" : TypeHint(parameter, found));
    }

    public static Diagnostic TypesDiffer(
        SourceSpan span, ToolDeclaration tool, ParameterDeclaration parameter, PlanType expected, PlanType found, ReadOnlySpan<char> source) => new(
        IsNumber(expected) && IsNumber(found) ? DiagnosticCode.UnitMismatch : DiagnosticCode.WrongType, span,
        $"`{tool.Name}` wants its `{parameter.Name}` to be of the type of its `{tool.Parameters[parameter.SameTypeAs].Name}`", expected.ToString(),
        $"{found}, the type of `{Short(span.In(source))}`");

    public static Diagnostic MissingArgument(in StatementSyntax call, ToolDeclaration tool, ParameterDeclaration parameter) => new(
        DiagnosticCode.MissingArgument, call.Tool, $"`{tool.Name}` is given no `{parameter.Name}`", $"{parameter.Types}", Hint: $"it is `{tool}`");

    public static Diagnostic TooManyArguments(SourceSpan span, ToolDeclaration tool) => new(
        DiagnosticCode.TooManyArguments, span, $"`{tool.Name}` takes {(tool.Parameters.Count == 0 ? "no arguments" : $"at most {tool.Parameters.Count}")}",
        Hint: $"it is `{tool}`");

    public static Diagnostic UnknownArgument(SourceSpan key, ToolDeclaration tool, ReadOnlySpan<char> source)
    {
        var written = key.In(source);
        var variadic = tool.IndexOf(written) >= 0;
        var near = NearestName.Of(written, tool.Parameters.Select(parameter => parameter.Name));
        return new(
            DiagnosticCode.UnknownArgument, key,
            variadic ? $"`{tool.Name}` takes its `{written}` by place" : $"`{tool.Name}` has no `{Short(written)}`",
            Hint: near is null || variadic ? $"it is `{tool}`" : $"did you mean `{near}`?");
    }

    public static Diagnostic DuplicateArgument(SourceSpan key, ToolDeclaration tool, ReadOnlySpan<char> source) => new(
        DiagnosticCode.DuplicateArgument, key, $"`{tool.Name}` is given its `{key.In(source)}` twice");

    public static Diagnostic NotAChoice(SourceSpan span, ReadOnlySpan<char> written, ToolDeclaration tool, ParameterDeclaration parameter)
    {
        var near = NearestName.Of(written, parameter.OneOf!);
        return new(
            DiagnosticCode.NotAChoice, span, $"`{tool.Name}` knows no {parameter.Name} called \"{Short(written)}\"",
            string.Join(", ", parameter.OneOf!.Select(choice => $"\"{choice}\"")), Hint: near is null ? null : $"did you mean \"{near}\"?");
    }

    public static Diagnostic MustBeWritten(SourceSpan span, ToolDeclaration tool, ParameterDeclaration parameter) => new(
        DiagnosticCode.MustBeWritten, span, $"the `{parameter.Name}` of `{tool.Name}` must be written out", "a literal", "a name");

    public static Diagnostic BrokenRule(SourceSpan span, string rule) => new(DiagnosticCode.BrokenRule, span, rule);

    public static Diagnostic TextTooLong(SourceSpan span, ReadOnlySpan<char> written) => new(
        DiagnosticCode.TextTooLong, span, $"a text has at most {PlanLimits.TextBytes} bytes", Found: $"{Encoding.UTF8.GetByteCount(written)} bytes");

    public static Diagnostic AfterReturn(SourceSpan span) => new(
        DiagnosticCode.AfterReturn, span, "nothing runs after `return`", "the end of the plan", Hint: "put the return last");

    public static Diagnostic NoReturn(ReadOnlySpan<char> source, ReadOnlySpan<StatementSyntax> statements) => new(
        DiagnosticCode.NoReturn, statements.IsEmpty ? default : new(statements[^1].Span.Start, 0),
        statements.IsEmpty ? "the plan is empty" : "the plan returns nothing", "`return name` as the last line",
        Hint: statements.IsEmpty || statements[^1].Name.IsEmpty ? null : $"add `return {Short(statements[^1].Name.In(source))}`");

    private static string? TypeHint(ParameterDeclaration parameter, PlanType found) => (parameter.Types.Contains(PlanType.Boxes), found) switch
    {
        (true, PlanType.Text) => "find the things first: `x = find(…)`",
        (true, PlanType.Tracks) => "things remembered are not in the picture: `find` those that are",
        (true, PlanType.Int) => "this is a number, perhaps counted too early: give the set itself",
        _ when parameter.Types.Contains(PlanType.Bool) && found is PlanType.Boxes or PlanType.Tracks => "ask `exists(x)` first",
        _ when Measures(parameter.Types) && found is PlanType.Boxes => "measure first: `distance(x)`, `speed_of(x)`, …",
        _ => null,
    };

    private static bool Measures(TypeSet types) => (types.Bits & (TypeSet.Ordered.Bits)) != 0;

    private static bool IsNumber(PlanType type) => TypeSet.Ordered.Contains(type);

    private static string Lacks(Capabilities missing)
    {
        var names = new List<string>();
        foreach (var one in Enum.GetValues<Capabilities>())
        {
            if (one is not (Capabilities.None or Capabilities.All) && missing.HasFlag(one))
                names.Add(CapabilityText.Of(one));
        }
        return string.Join(", no ", names);
    }

    private static int LineOf(ReadOnlySpan<char> source, int at) => source[..at].Count('\n') + 1;

    private static string Short(ReadOnlySpan<char> written) => written.Length <= 40 ? written.ToString() : $"{written[..37]}…";
}
