using System.Text.Json;
using EdgeWorld.Planning.Splits;

namespace EdgeHost.Evaluating.Planners;

/// <summary>Puts the scores of a planner and of those beside it into the report. docs/evaluation.md says what each figure is.</summary>
internal static class SplitReport
{
    private static readonly string[] s_gained = ["compositional", "detection", "matching"];

    public static void Add(EvalReport report, SplitRun planner, IReadOnlyList<SplitRun> baselines)
    {
        report.AddTable("splits", Rows(planner));
        report.AddObject("baselines", json =>
        {
            foreach (var baseline in baselines)
            {
                json.WriteStartObject(baseline.Name);
                json.WriteStartObject("splits");
                foreach (var (row, cells) in Rows(baseline))
                    Write(json, row, cells);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        });
        foreach (var baseline in baselines)
            report.Tell($"  {baseline.Name,-16} right: {string.Join(", ", baseline.Splits.Select(split => FormattableString.Invariant($"{PlanSplits.NameOf(split.Key)} {SplitScore.Share(split.Value.Right, split.Value.Asked):0.###}")))}");
        var (precision, recall) = (
            SplitScore.Share(planner.Sum(score => score.RefusedUnanswerable), planner.Sum(score => score.Refused)),
            SplitScore.Share(planner.Sum(score => score.RefusedUnanswerable), planner.Sum(score => score.Unanswerable)));
        report.AddObject("refusal", json =>
        {
            json.WriteNumber("precision", Math.Round(precision, 4));
            json.WriteNumber("recall", Math.Round(recall, 4));
        });
        report.Tell(FormattableString.Invariant($"  refusal                precision {precision:0.####}  recall {recall:0.####}"));
        report.Add("fallback_rate", SplitScore.Share(planner.Sum(score => score.WithoutPlan), planner.Sum(score => score.Asked)), "no plan that checks");
        report.Add("latency_p50_ms", planner.LatencyMs(0.5), "question to plan text");
        report.Add("latency_p95_ms", planner.LatencyMs(0.95));
        AddGains(report, planner, baselines);
    }

    private static void AddGains(EvalReport report, SplitRun planner, IReadOnlyList<SplitRun> baselines)
    {
        if (baselines.FirstOrDefault(baseline => baseline.Name == "frozen") is not { } frozen)
            return;
        report.AddObject("gain", json =>
        {
            foreach (var kind in s_gained)
                json.WriteNumber(kind, Math.Round(100 * (planner.RightOf(kind) - frozen.RightOf(kind)), 2));
        });
        report.Tell($"  gain over the frozen planner, in points: {string.Join(", ", s_gained.Select(kind => FormattableString.Invariant($"{kind} {100 * (planner.RightOf(kind) - frozen.RightOf(kind)):0.0}")))}");
        if (baselines.FirstOrDefault(baseline => baseline.Name == "ceiling") is { } ceiling && ceiling.RightOf(null) > frozen.RightOf(null))
            report.Add("gap_closed", (planner.RightOf(null) - frozen.RightOf(null)) / (ceiling.RightOf(null) - frozen.RightOf(null)), "of the way from the frozen planner to the ceiling");
    }

    private static IEnumerable<(string Row, (string Key, double Value)[] Cells)> Rows(SplitRun run) => run.Splits.Select(split => (PlanSplits.NameOf(split.Key), split.Value.Cells()));

    private static void Write(Utf8JsonWriter json, string row, (string Key, double Value)[] cells)
    {
        json.WriteStartObject(row);
        foreach (var (cell, value) in cells)
            json.WriteNumber(cell, Math.Round(value, 4));
        json.WriteEndObject();
    }
}
