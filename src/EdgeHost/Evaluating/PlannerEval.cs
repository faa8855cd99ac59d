using System.Security.Cryptography;
using EdgePlanner;
using EdgePlanner.Answering;
using EdgePlanner.Planning;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;

namespace EdgeHost.Evaluating;

/// <summary>
/// <c>eval planner</c>: questions with known answers through the question line.
/// <code>
/// question ─► planner ─► check ─► run on the world ─► right? ──yes──► done
///                │                                     └─no─► the same plan on the oracle: right ─► perception, else ─► planning
///                └─ the film up to the frame: through the engines, or its truth
/// </code>
/// </summary>
/// <param name="planner">For the tools that a scene offers.</param>
/// <param name="told">Every question that is not answered right goes there, with what was said; null for none.</param>
internal sealed class PlannerEval(IReadOnlyList<StreetQuestion> questions, IQuestionWorlds worlds, Func<ToolOffer, IPlanner> planner, TextWriter? told = null)
{
    /// <summary>Long enough for every crop of a full picture on the slowest device that is supported.</summary>
    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(30);

    private readonly PlanChecker _oracleChecker = new(PrimitiveCatalog.Standard.For(OracleWorlds.Offered), CostProfile.Declared);
    private readonly Dictionary<Capabilities, QueryPipeline> _pipelines = [];
    private readonly Interpreter _interpreter = new(TimeProvider.System);
    private readonly SortedDictionary<string, FamilyScore> _families = new(StringComparer.Ordinal);

    /// <summary>All families together; nothing before the run.</summary>
    public FamilyScore Total { get; } = new();

    public int Scenes { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var scene in questions.GroupBy(question => (question.Source, question.Frame)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Scenes++;
            var truth = new OracleWorld(StreetFrames.At(WorldOptions.Parse(scene.Key.Source), scene.Key.Frame));
            using var seen = worlds.Open(scene.Key.Source, scene.Key.Frame, cancellationToken);
            var pipeline = PipelineFor(seen.Offered);
            foreach (var question in scene)
            {
                var answer = await pipeline.AskAsync(new Query(question.Question, s_budget), seen.World, cancellationToken);
                Judge(question, answer, truth);
            }
        }
        foreach (var family in _families.Values)
            Total.Add(family);
    }

    public void Report(EvalReport report)
    {
        report.Add("right", Total.Share(Total[AnswerVerdict.Right]), FormattableString.Invariant($"{Total.Asked} questions about {Scenes} scenes"));
        report.Add("right_within_one", Total.Share(Total[AnswerVerdict.Right] + Total[AnswerVerdict.OffByOne]), "counts that are off by one counted as right");
        report.Add("plan_right", Total.Share(Total.Asked - Total.Planning), "the plan is right, whatever was seen");
        report.Add("unanswered", Total.Share(Total[AnswerVerdict.Unanswered]));
        report.Add("refused", Total.Share(Total[AnswerVerdict.Refused]));
        report.Add("wrong", Total.Share(Total[AnswerVerdict.Wrong] + Total[AnswerVerdict.OffByOne]));
        report.Add("planning_errors", Total.Planning);
        report.Add("perception_errors", Total.Perception);
        report.Add("questions", Total.Asked);
        report.Add("scenes", Scenes);
        report.Add("questions_sha256", Convert.ToHexStringLower(SHA256.HashData(QuestionLines.Write(questions))));
        report.AddTable("families", _families.OrderBy(family => family.Value.Share(family.Value[AnswerVerdict.Right])).Select(family => (family.Key, family.Value.Cells())));
    }

    /// <summary>One for all scenes that offer the same: a model's planner makes a mask for its tools.</summary>
    private QueryPipeline PipelineFor(Capabilities offered)
    {
        if (!_pipelines.TryGetValue(offered, out var pipeline))
        {
            var offer = PrimitiveCatalog.Standard.For(offered);
            _pipelines[offered] = pipeline = new QueryPipeline([planner(offer)], new PlanChecker(offer, CostProfile.Declared), TimeProvider.System);
        }
        return pipeline;
    }

    private void Judge(StreetQuestion question, Answer answer, OracleWorld truth)
    {
        var verdict = AnswerVerdicts.Of(question.Answer, answer);
        if (!_families.TryGetValue(question.Family, out var family))
            _families[question.Family] = family = new FamilyScore();
        var isPlanRight = verdict == AnswerVerdict.Right || IsPlanRight(question, answer.Last?.Plan, truth);
        family.Add(verdict, isPlanRight);
        if (verdict != AnswerVerdict.Right)
        {
            told?.WriteLine($"{question.Family} ({(isPlanRight ? "perception" : "planning")}): {question.Question} -> {answer.Text} Truth: {question.Answer}. "
                + $"{question.Source} frame {question.Frame}");
        }
    }

    private bool IsPlanRight(StreetQuestion question, string? plan, OracleWorld truth)
    {
        if (plan is null || _oracleChecker.Check(plan, s_budget).Plan is not { } sound)
            return false;
        var outcome = _interpreter.Run(sound, truth);
        return AnswerVerdicts.Of(question.Answer, outcome.Kind, outcome.Value) == AnswerVerdict.Right;
    }
}
