namespace EdgePlanner.Language;

/// <summary>Collects what is wrong with one plan; takes no memory while nothing is.</summary>
public sealed class DiagnosticBag
{
    private List<Diagnostic>? _list;

    public bool IsEmpty => _list is null;

    public bool IsFull => _list?.Count >= PlanLimits.Diagnostics;

    /// <summary>In the order of the source.</summary>
    public IReadOnlyList<Diagnostic> Sorted => _list is null ? [] : [.. _list.OrderBy(d => d.Span.Start)];

    public void Add(Diagnostic diagnostic)
    {
        if (!IsFull)
            (_list ??= []).Add(diagnostic);
    }
}
