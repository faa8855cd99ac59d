using EdgeHost.Evaluating;
using EdgePlanner.Planning.Retrieval;
using EdgeWorld.Questions;

namespace EdgeHost.Bench;

/// <summary>The figure of <c>eval planner --world engine</c>: whole answers on the frozen set with the engines that ship.</summary>
internal sealed class EngineBench : IBench
{
    public const string Detector = "street-detector";
    public const string ImageEncoder = "street-dual-encoder-image";
    public const string TextEncoder = "street-dual-encoder-text";

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var settings = ground.Settings();
        using var engines = QuestionEngines.Load(settings, Detector, ImageEncoder, TextEncoder);
        var eval = new PlannerEval(QuestionGenerator.Frozen(), engines.Worlds(settings), _ => new RetrievalPlanner());
        await eval.RunAsync(cancellationToken);
        var total = eval.Total;
        report.Add("engine_right", total.Share(total[AnswerVerdict.Right]),
            FormattableString.Invariant($"of {total.Asked} questions; of the rest, {total.Planning} planned wrong and {total.Perception} seen wrong"));
    }
}
