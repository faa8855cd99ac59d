namespace EdgePlanner.Language;

public enum StatementKind : byte
{
    /// <summary><c>name = tool(…)</c></summary>
    Call,

    /// <summary><c>return name</c></summary>
    Return,

    /// <summary>A line that was not understood; its name, if it has one, counts as known so that one mistake gives one message.</summary>
    Broken,
}

/// <summary>One line of a plan.</summary>
/// <param name="Name">The name that is given, or returned; empty where a broken line has none.</param>
/// <param name="FirstArgument">Index into the plan's arguments.</param>
public readonly record struct StatementSyntax(
    StatementKind Kind, SourceSpan Name, SourceSpan Tool, int FirstArgument, int ArgumentCount, SourceSpan Span);
