namespace EdgePlanner.Language;

/// <summary>A plan as it is written: lines and their arguments, with nothing looked up yet.</summary>
public sealed class PlanSyntax
{
    private readonly StatementSyntax[] _statements;
    private readonly int _statementCount;
    private readonly ArgumentSyntax[] _arguments;

    internal PlanSyntax(string source, StatementSyntax[] statements, int statementCount, ArgumentSyntax[] arguments, int tokens)
    {
        (Source, _statements, _statementCount, _arguments, Tokens) = (source, statements, statementCount, arguments, tokens);
    }

    public string Source { get; }

    public ReadOnlySpan<StatementSyntax> Statements => _statements.AsSpan(0, _statementCount);

    public ReadOnlySpan<ArgumentSyntax> ArgumentsOf(scoped in StatementSyntax statement) =>
        _arguments.AsSpan(statement.FirstArgument, statement.ArgumentCount);

    /// <summary>There are more statements than a plan may have; the rest was not read.</summary>
    public bool IsCut { get; init; }

    /// <summary>Words read: the work that reading took.</summary>
    public int Tokens { get; }
}
