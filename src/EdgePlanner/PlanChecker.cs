using System.Text;
using EdgePlanner.Binding;
using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgePlanner;

/// <summary>From text to a plan that may run: read, look up, price. Each step stops the ones after it where it finds a mistake.</summary>
public sealed class PlanChecker(ToolOffer offer, CostProfile profile)
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    private readonly Pricer _pricer = new(profile);

    public ToolOffer Offer => offer;

    /// <summary>Checks a plan.</summary>
    /// <param name="budget">The most that its work may take on this device.</param>
    public CheckedPlan Check(string source, TimeSpan budget)
    {
        var diagnostics = new DiagnosticBag();
        var syntax = Parser.Parse(source, diagnostics);
        // A source that was not read at all has no names to look up.
        var bound = syntax.Tokens == 0 && !diagnostics.IsEmpty ? null : Binder.Bind(syntax, offer, diagnostics);
        var priced = bound is null ? null : _pricer.Fit(bound, budget, diagnostics);
        return new(source, priced, diagnostics.Sorted);
    }

    /// <summary>For the plan that combines answers: the tools that every device has, and those that give the answers.</summary>
    internal PlanChecker ForParts(IReadOnlyList<ToolDeclaration> answers) => new(PrimitiveCatalog.Standard.With(answers).For(Capabilities.None, ToolPacks.Core), profile);

    /// <summary>Checks a plan that comes as bytes.</summary>
    public CheckedPlan Check(ReadOnlySpan<byte> utf8, TimeSpan budget)
    {
        if (utf8.Length > PlanLimits.SourceBytes)
            return new("", null, [SyntaxMistake.SourceTooLong()]);
        try
        {
            return Check(s_strict.GetString(utf8), budget);
        }
        catch (DecoderFallbackException e)
        {
            return new("", null, [SyntaxMistake.NotUtf8(e.Index)]);
        }
    }
}
