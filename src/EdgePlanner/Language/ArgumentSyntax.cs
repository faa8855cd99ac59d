namespace EdgePlanner.Language;

/// <summary>One argument of a call: a name or a literal.</summary>
/// <param name="Key">The parameter's name in <c>key=value</c>; empty for an argument by place.</param>
/// <param name="Kind">Name, Text, Int, Float, True or False.</param>
/// <param name="Span">The value; a text with its quotes.</param>
public readonly record struct ArgumentSyntax(SourceSpan Key, TokenKind Kind, SourceSpan Span);
