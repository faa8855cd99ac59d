using System.Runtime.InteropServices;
using EdgeEngines.Detecting;

namespace EdgeHost.Evaluating;

/// <summary>
/// <c>eval detector</c>: the shipped file, and its float twin where there is one, over the same frozen films.
/// <code>
/// films ─► picture ─► engine, int8 and float ─► boxes ─► match with truth ─► precision curve a class ─► mAP@0.5
/// </code>
/// </summary>
/// <param name="float">The same network before it was quantized; null leaves the comparison out.</param>
internal sealed class DetectorEval(IDetector shipped, IDetector? @float, TestFilms films)
{
    /// <summary>A precision curve needs the unsure boxes too.</summary>
    public const float LeastScore = 0.01f;

    public int DuelRounds { get; init; } = 9;

    public TimeSpan DuelTurn { get; init; } = TimeSpan.FromSeconds(0.5);

    public void Run(EvalReport report, CancellationToken cancellationToken)
    {
        using var ours = new ScoredDetector(shipped);
        using var theirs = @float is null ? null : new ScoredDetector(@float);
        List<TruthBox> truth = [];
        films.Play(
            frame =>
            {
                truth.Clear();
                TruthBox.Read(frame.Graph, truth);
                ours.Look(frame.Picture, CollectionsMarshal.AsSpan(truth));
                theirs?.Look(frame.Picture, CollectionsMarshal.AsSpan(truth));
            },
            cancellationToken);
        Accuracy(report, ours, theirs);
        Speed(report);
        report.Add("films", films.Films);
        report.Add("frames", films.Frames);
        report.Add("every", films.Every);
        report.Add("graphs_sha256", films.GraphsSha256);
        Classes(report, ours, theirs);
    }

    private static void Accuracy(EvalReport report, ScoredDetector ours, ScoredDetector? theirs)
    {
        var classes = ours.Classes();
        report.Add("map50", Mean(classes));
        if (theirs is not null)
            report.Add("map50_float", Mean(theirs.Classes()));
        if (ours.Unknown.Count > 0)
            report.LeaveOut("classes", $"the model has no label for {string.Join(", ", ours.Unknown)}");
        if (classes.MinBy(c => c.AveragePrecision) is { } worst)
        {
            report.Add("worst_class_ap50", worst.AveragePrecision);
            report.Add("worst_class", worst.Class);
        }
    }

    private void Speed(EvalReport report)
    {
        var rates = EngineDuel.Measure(@float is null ? [shipped] : [shipped, @float], DuelRounds, DuelTurn);
        if (rates.Length > 1)
            report.Add("int8_speedup", rates[0] / rates[1]);
        report.Add("runs_per_s", rates[0], "one thread");
        if (rates.Length > 1)
            report.Add("runs_per_s_float", rates[1], "one thread");
    }

    private static void Classes(EvalReport report, ScoredDetector ours, ScoredDetector? theirs)
    {
        var floats = theirs?.Classes().ToDictionary(c => c.Class, c => c.AveragePrecision, StringComparer.Ordinal);
        report.AddTable("classes", ours.Classes().Select(c => (c.Class, Cells(c))));

        (string, double)[] Cells(ClassScore score) => floats?.TryGetValue(score.Class, out var other) == true
            ? [("ap50", score.AveragePrecision), ("ap50_float", other), ("truths", score.Truths)]
            : [("ap50", score.AveragePrecision), ("truths", score.Truths)];
    }

    private static double Mean(IReadOnlyList<ClassScore> classes) => classes.Count == 0 ? 0 : classes.Average(c => c.AveragePrecision);
}
