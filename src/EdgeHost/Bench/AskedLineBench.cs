using System.Diagnostics;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Evaluating;
using EdgeHost.Frames;
using EdgeHost.Planning;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgeWorld.Exporting;
using EdgeWorld.Questions;

namespace EdgeHost.Bench;

/// <summary>
/// How much longer the slowest hundredth of frames takes, from capture to publisher, while questions are asked beside the line. One warm line of a
/// street camera; windows with and without questions in turn, each pair compared with itself, so that what else the machine does weighs on both.
/// </summary>
internal sealed class AskedLineBench : IBench
{
    private const int Pairs = 9;
    private const int Seed = 8;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1.0 / 5);
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(5);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var settings = ground.Settings();
        var questions = new QuestionGenerator(SplitPart.Validation, Seed).Take(QuestionGenerator.QuestionsAScene);
        using var engines = QuestionEngines.Load(settings, EngineBench.Detector, EngineBench.ImageEncoder, EngineBench.TextEncoder);
        var worlds = new EngineWorlds(settings, engines.Detector, engines.Images, new TimedTexts(engines.Texts), TimeProvider.System);
        using var scene = worlds.Watch(questions[0].Source, questions[0].Frame, cancellationToken);
        using var tiers = PlannerTiers.Open(settings, TimeProvider.System);
        if (tiers.Problems.Count > 0)
            throw new BenchSkippedException(string.Join("; ", tiers.Problems));
        var desk = new Desk(questions, worlds, scene, tiers);

        await using var line = await BenchGround.StartAsync(settings, new NullPublisher(), new CameraOptions { Id = "bench", Uri = "sim:street?scenario=traffic&seed=11&fps=30" });
        var window = new LatencyWindow(line.Pipeline.Find("bench")!.Outlet.Meter.Total);
        await Task.Delay(s_warmUp, TimeProvider.System, cancellationToken);
        await desk.AskForAsync(s_warmUp, cancellationToken);
        List<double> alone = [], asked = [], ratios = [];
        for (var pair = 0; pair < Pairs; pair++)
        {
            foreach (var withQuestions in (bool[])(pair % 2 == 0 ? [false, true] : [true, false]))
            {
                window.Advance();
                await (withQuestions ? desk.AskForAsync(s_window, cancellationToken) : Task.Delay(s_window, TimeProvider.System, cancellationToken));
                window.Advance();
                (withQuestions ? asked : alone).Add(window.P99);
            }
            ratios.Add(asked[^1] / alone[^1]);
        }
        report.Add("frame_p99_rise_pct", 100 * (Median.Of(ratios) - 1), FormattableString.Invariant(
            $"of {Pairs}: {100 * (ratios.Min() - 1):0} to {100 * (ratios.Max() - 1):0}; p99 {Median.Of(alone):0.0} ms alone, {Median.Of(asked):0.0} ms with {desk.Rate:0.0} questions/s"));
    }

    /// <summary>Asks one question after the other, each about the frame as if it were new, with the planners of a device that nothing is set for.</summary>
    private sealed class Desk(IReadOnlyList<StreetQuestion> questions, EngineWorlds worlds, LiveScene scene, PlannerTiers tiers)
    {
        private readonly QueryPipeline _pipeline = PipelineOf(tiers, PrimitiveCatalog.Standard.For(EngineWorlds.Offered(scene)));

        private int _asked;
        private TimeSpan _spent;

        /// <summary>Questions a second that were kept up.</summary>
        public double Rate => _asked / _spent.TotalSeconds;

        public async Task AskForAsync(TimeSpan length, CancellationToken cancellationToken)
        {
            var began = Stopwatch.GetTimestamp();
            for (var due = TimeSpan.Zero; due < length; due += s_between)
            {
                await UntilAsync(due, began, cancellationToken);
                var question = questions[_asked++ % questions.Count];
                await _pipeline.AskAsync(new Query(question.Question, s_budget), worlds.WorldOf(scene), cancellationToken);
            }
            await UntilAsync(length, began, cancellationToken);
            _spent += Stopwatch.GetElapsedTime(began);
        }

        private static QueryPipeline PipelineOf(PlannerTiers tiers, ToolOffer offer) =>
            new(tiers.For(PrimitiveCatalog.Standard, offer, CostProfile.Declared, s_budget, TimeProvider.System), new PlanChecker(offer, CostProfile.Declared), TimeProvider.System);

        private static async Task UntilAsync(TimeSpan due, long began, CancellationToken cancellationToken)
        {
            if (due - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, TimeProvider.System, cancellationToken);
        }
    }
}
