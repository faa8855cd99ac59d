using System.Text.RegularExpressions;
using EdgePlanner.Binding;

namespace EdgeWorld.Planning.Seeds;

/// <summary>A pair whose plan has been checked.</summary>
/// <param name="Plan">Canonical.</param>
internal sealed partial record Seed(Language Language, string Question, string Plan, BoundPlan Bound)
{
    /// <summary>The calls of its plan, their names behind a beginning of their own, so that they can stand beside others: <c>one_b = count(one_a)</c>.</summary>
    public IEnumerable<string> CallsNamed(string before) => Plan.Split('\n')[..^1].Select(line => OutsideTexts.Renamed(line, Name(), before + "$&"));

    /// <summary>The name of what its plan returns, so too.</summary>
    public string ResultNamed(string before) => before + Plan.Split('\n')[^1]["return ".Length..];

    [GeneratedRegex(@"(?<![\w.])[a-z](?!\w)")]
    private static partial Regex Name();
}
