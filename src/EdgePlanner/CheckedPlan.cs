using EdgePlanner.Language;
using EdgePlanner.Pricing;

namespace EdgePlanner;

/// <summary>What came of checking: a plan that may run, or what is wrong with it.</summary>
/// <param name="Plan">Null where there are diagnostics.</param>
public sealed record CheckedPlan(string Source, PricedPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The mistakes with their lines, as a person reads them.</summary>
    public string Explain() => DiagnosticRenderer.Render(Source, Diagnostics);

    /// <summary>From 1.</summary>
    internal int LineOf(Diagnostic diagnostic) => Source.AsSpan(0, Math.Min(diagnostic.Span.Start, Source.Length)).Count('\n') + 1;
}
