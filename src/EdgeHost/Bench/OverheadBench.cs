using System.Diagnostics;
using EdgeEngines.Detecting;
using EdgeHost.Asking;
using EdgeHost.Evaluating;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Exporting;
using EdgeWorld.Questions;

namespace EdgeHost.Bench;

/// <summary>
/// What a live question costs beside its engines: everything from the question to the answer (plan, check, run) without the time in the encoders,
/// over the engines' time (the detector's for the frame, the encoders' for crops and words that are new). Each question looks at its frame afresh.
/// </summary>
internal sealed class OverheadBench : IBench
{
    private const int Questions = 6 * QuestionGenerator.QuestionsAScene;
    private const int Seed = 7;
    private const int Rounds = 7;
    private const int DetectorRuns = 15;

    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    private readonly List<double> _overheads = [];
    private readonly List<double> _engines = [];

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var settings = ground.Settings();
        using var engines = QuestionEngines.Load(settings, EngineBench.Detector, EngineBench.ImageEncoder, EngineBench.TextEncoder);
        var (images, texts) = (new TimedImages(engines.Images), new TimedTexts(engines.Texts));
        var worlds = new EngineWorlds(settings, engines.Detector, images, texts, TimeProvider.System);
        foreach (var asked in new QuestionGenerator(SplitPart.Validation, Seed).Take(Questions).GroupBy(question => (question.Source, question.Frame)))
        {
            using var scene = worlds.Watch(asked.Key.Source, asked.Key.Frame, cancellationToken);
            var frame = DetectorMicroseconds(engines.Detector, scene);
            var pipeline = new QueryPipeline(
                [new RetrievalPlanner()], new PlanChecker(PrimitiveCatalog.Standard.For(EngineWorlds.Offered(scene)), CostProfile.Declared), TimeProvider.System);
            foreach (var question in asked)
                await AskAsync(question, pipeline, () => worlds.WorldOf(scene), () => images.Taken + texts.Taken, frame, cancellationToken);
        }
        report.Add("overhead_pct", 100 * _overheads.Sum() / _engines.Sum(), FormattableString.Invariant(
            $"{_overheads.Count} questions; median {Median.Of(_overheads):0} µs beside {Median.Of(_engines) / 1000:0.0} ms of engines"));
    }

    /// <summary>The median of the rounds, the first left out: it encodes words that a host knows that has been up for a while.</summary>
    private async Task AskAsync(
        StreetQuestion question, QueryPipeline pipeline, Func<LiveWorld> look, Func<TimeSpan> inEngines, double frame, CancellationToken cancellationToken)
    {
        List<double> overheads = [], engines = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (world, before, began) = (look(), inEngines(), Stopwatch.GetTimestamp());
            await pipeline.AskAsync(new Query(question.Question, s_budget), world, cancellationToken);
            var (took, encoders) = (Stopwatch.GetElapsedTime(began), inEngines() - before);
            if (round == 0)
                continue;
            overheads.Add((took - encoders).TotalMicroseconds);
            engines.Add(encoders.TotalMicroseconds + frame);
        }
        _overheads.Add(Median.Of(overheads));
        _engines.Add(Median.Of(engines));
    }

    private static double DetectorMicroseconds(IDetector detector, LiveScene scene)
    {
        using var pass = detector.CreatePass();
        var found = new DetectionBuffer();
        return Median.Microseconds(DetectorRuns, () =>
        {
            pass.Prepare(0, scene.Frame);
            pass.Run(1);
            pass.Read(0, found);
        });
    }
}
