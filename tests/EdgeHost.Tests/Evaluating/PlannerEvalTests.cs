using System.Text.Json;
using EdgeHost.Evaluating;
using EdgePlanner.Planning;
using EdgeWorld;
using EdgeWorld.Exporting;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class PlannerEvalTests
{
    private static readonly string[] s_keys =
    [
        "right", "right_within_one", "plan_right", "unanswered", "refused", "wrong", "planning_errors", "perception_errors", "questions", "scenes", "questions_sha256", "families",
    ];

    private readonly IReadOnlyList<StreetQuestion> _questions = new QuestionGenerator(SplitPart.Validation, seed: 2).Take(48);

    [Fact]
    public async Task Run_WhoPlansAsTheTruthWasMade_IsRightEverywhere()
    {
        var figures = await MeasureAsync(new OracleWorlds(), question => question.Plan);
        Assert.Equal(s_keys, figures.EnumerateObject().Select(figure => figure.Name));
        Assert.Equal(1, figures.GetProperty("right").GetDouble());
        Assert.Equal(48, figures.GetProperty("questions").GetInt32());
        Assert.Equal(6, figures.GetProperty("scenes").GetInt32());
    }

    [Fact]
    public async Task Run_RightPlansOnAWorldThatSeesNothing_AreErrorsOfPerception()
    {
        var figures = await MeasureAsync(new BlindWorlds(), question => question.Plan);
        Assert.InRange(figures.GetProperty("right").GetDouble(), 0, 0.7); // "no" and "none" are right by chance
        Assert.Equal(0, figures.GetProperty("planning_errors").GetInt32());
        Assert.Equal(1, figures.GetProperty("plan_right").GetDouble());
        Assert.Equal(48 - Math.Round(48 * figures.GetProperty("right").GetDouble()), figures.GetProperty("perception_errors").GetInt32());
    }

    [Fact]
    public async Task Run_OneWrongPlanForAll_IsErrorsOfPlanningWhateverIsSeen()
    {
        var figures = await MeasureAsync(new BlindWorlds(), _ => "a = find(\"thing\")\nb = count(a)\nc = compare(b, 1000, \"greater\")\nd = choose(c, \"x\", \"y\")\nreturn d\n");
        Assert.Equal(0, figures.GetProperty("right").GetDouble());
        Assert.Equal(48, figures.GetProperty("planning_errors").GetInt32());
    }

    [Fact]
    public async Task Run_NoPlan_IsRefused()
    {
        var figures = await MeasureAsync(new OracleWorlds(), _ => null);
        Assert.Equal(1, figures.GetProperty("refused").GetDouble());
        Assert.Equal(48, figures.GetProperty("planning_errors").GetInt32());
    }

    private async Task<JsonElement> MeasureAsync(IQuestionWorlds worlds, Func<StreetQuestion, string?> plan)
    {
        var report = new EvalReport(TextWriter.Null);
        var eval = new PlannerEval(_questions, worlds, _ => new Scripted(_questions, plan));
        await eval.RunAsync(CancellationToken.None);
        eval.Report(report);
        return JsonElement.Parse(report.ToJson());
    }

    /// <summary>Writes down what it is told to for each question in turn.</summary>
    private sealed class Scripted(IReadOnlyList<StreetQuestion> questions, Func<StreetQuestion, string?> plan) : IPlanner
    {
        private int _next;

        public string Name => "scripted";

        public ValueTask<PlanProposal> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
        {
            if (request.Failed is not null)
                return new(new PlanProposal(null, 0, "one plan only"));
            var question = questions[_next++];
            Assert.Equal(question.Question, request.Question);
            return new(new PlanProposal(plan(question), 1, "told so"));
        }
    }

    private sealed class BlindWorlds : IQuestionWorlds
    {
        public QuestionWorld Open(string source, int frame, CancellationToken cancellationToken) =>
            new(new OracleWorld(StreetFrames.At(WorldOptions.Parse(source), frame) with { Objects = [] }), OracleWorlds.Offered);
    }
}
