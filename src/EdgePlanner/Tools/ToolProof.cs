using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;

namespace EdgePlanner.Tools;

/// <summary>Whether what a tool says of itself holds: that its examples and the plans of its questions check, and call it.</summary>
public static class ToolProof
{
    private static readonly Dictionary<string, object> s_slots = new(StringComparer.Ordinal)
    {
        ["{things}"] = new Phrase("thing", [], [], true), ["{others}"] = new Phrase("thing", [], [], true), ["{attribute}"] = "red", ["{place}"] = "road",
        ["{metres}"] = "10", ["{seconds}"] = "10", ["{number}"] = "10",
    };

    /// <summary>All that is wrong, one line each; empty for a sound tool.</summary>
    /// <param name="catalog">With the tool in it.</param>
    public static IReadOnlyList<string> Problems(ToolDeclaration tool, PrimitiveCatalog catalog)
    {
        var checker = new PlanChecker(catalog.For(Capabilities.All), CostProfile.Declared);
        List<string> problems = [];
        for (var i = 0; i < tool.Examples.Count; i++)
            Check(Invariant($"examples[{i}]"), tool.Examples[i]);
        for (var i = 0; i < tool.Questions.Count; i++)
        {
            foreach (var exemplar in ExemplarBook.Of(tool.Questions[i]))
            {
                var slots = exemplar.Words.Where(word => Exemplar.SlotOf(word) is not null).Distinct(StringComparer.Ordinal).ToDictionary(slot => slot, slot => s_slots[slot], StringComparer.Ordinal);
                if (exemplar.Words.Length < 2 || exemplar.Words.Length == slots.Count)
                    problems.Add(Invariant($"'questions[{i}].ask' has \"{string.Join(' ', exemplar.Words)}\": expected two words at least, not all of them slots"));
                else
                    Check(Invariant($"questions[{i}].plan"), PlanWriter.Write(exemplar, slots));
            }
        }
        return problems;

        void Check(string field, string plan)
        {
            var read = checker.Check(plan, TimeSpan.MaxValue);
            if (read.Plan is null)
                problems.Add($"'{field}' does not check: {Running.PlanOutcome.Refused(read).Reason}");
            else if (!Calls(read.Plan, tool))
                problems.Add($"'{field}' does not call `{tool.Name}`");
        }
    }

    private static bool Calls(PricedPlan plan, ToolDeclaration tool)
    {
        foreach (ref readonly var step in plan.Plan.Steps)
        {
            if (ReferenceEquals(step.Tool, tool))
                return true;
        }
        return false;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
