using System.Globalization;
using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgeWorld.Clevr;
using EdgeWorld.Tests.Clevr.Generating;
using Xunit;

namespace EdgeWorld.Tests.Clevr;

public sealed class ClevrPlanTests
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMinutes(1);

    private readonly PlanChecker _checker = new(PrimitiveCatalog.Standard.For(Capabilities.Detector | Capabilities.Encoder), CostProfile.Declared);
    private readonly Interpreter _interpreter = new(TimeProvider.System);

    /// <summary>How many questions are generated: 10,000, or what the environment variable says.</summary>
    private static int GeneratedCount =>
        int.TryParse(Environment.GetEnvironmentVariable("EDGE_CLEVR_QUESTIONS"), CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 10_000;

    [Fact]
    public void Of_EveryKindOfStep_IsALineOfItsOwn()
    {
        ClevrStep[] program =
        [
            new("scene", []), new("filter_size", [0], "small"), new("filter_shape", [1], "cube"), new("unique", [2]), new("relate", [3], "front"),
            new("scene", []), new("filter_color", [5], "red"), new("union", [4, 6]), new("count", [7]), new("count", [6]), new("less_than", [8, 9]),
        ];
        Assert.Equal(
            """
            s0 = find("thing")
            s2 = where(s0, "small", "cube")
            s3 = unique(s2)
            s4 = in_front_of(s0, s3)
            s6 = where(s0, "red")
            s7 = union(s4, s6)
            s8 = count(s7)
            s9 = count(s6)
            s10 = compare(s8, s9, "less")
            return s10

            """,
            ClevrPlan.Of(program));
    }

    [Fact]
    public void Run_PublishedProgramWhoseSceneIsThere_AnswersAsPublished()
    {
        var covered = 0;
        foreach (var (question, picture, scene) in ClevrData.QuestionsWithScene())
        {
            var outcome = Run(question.ProgramFor(picture), new ClevrWorld(scene));
            Assert.Equal(OutcomeKind.Answered, outcome.Kind);
            Assert.Equal(question.Answers[picture].ToString(), Published(outcome.Value));
            covered++;
        }
        Assert.Equal(50, covered);
    }

    /// <summary>On most scenes a published program speaks of "the" object where there is none or several: then nothing is made up.</summary>
    [Fact]
    public void Run_PublishedProgramOnEveryScene_AnswersAsThePlainExecutorOrIsUnknown()
    {
        var unknown = 0;
        foreach (var program in ClevrData.Questions().Select(question => question.ProgramFor(0)))
        {
            foreach (var scene in ClevrData.Scenes)
            {
                var truth = PlainExecutor.Run(scene, program);
                Assert.Equal(Expected(truth), Told(Run(program, new ClevrWorld(scene))));
                unknown += truth is ClevrValue.NotUnique ? 1 : 0;
            }
        }
        Assert.InRange(unknown, 5_000, 15_000);
    }

    [Fact]
    public void Run_QuestionsFromThePublishedTemplates_AreAllAnsweredRight()
    {
        var (right, longest) = (0, 0);
        var wrong = new List<string>();
        var questions = TemplateQuestionsTests.Questions(GeneratedCount, seed: 1);
        foreach (var question in questions)
        {
            var plan = ClevrPlan.Of(question.Program);
            longest = Math.Max(longest, plan.AsSpan().Count('\n'));
            var told = Told(Run(question.Program, new ClevrWorld(question.Scene)));
            if (told == Expected(question.Answer))
                right++;
            else
                wrong.Add($"{question.Scene.ImageFilename}: {question.Text} -> {told}, not {Expected(question.Answer)}\n{plan}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {questions.Count} right; the longest plan has {longest} statements");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(5)));
    }

    [Fact]
    public void Run_EveryFunctionOfTheMetadata_HasItsPlan()
    {
        var scene = ClevrData.Scenes[0] with { Objects = ClevrData.Scenes[0].Objects[..1] };
        scene = scene with { Relationships = scene.Relationships.ToDictionary(relation => relation.Key, _ => new int[][] { [] }) };
        foreach (var function in ClevrData.Metadata().Functions.Where(f => !f.TemplateOnly && f.Name is not ("scene" or "unique" or "count" or "query_shape")))
        {
            List<ClevrStep> program = [new("scene", [])];
            int[] inputs = [.. function.Inputs.Select(input => Push(program, input))];
            program.Add(new(function.Name, inputs, function.SideInputs is [var type] ? ClevrData.Metadata().WordsOf(type)[0] : null));
            if (function.Output == "ObjectSet")
                program.Add(new("count", [program.Count - 1]));
            Assert.Equal(Expected(PlainExecutor.Run(scene, program)), Told(Run(program, new ClevrWorld(scene))));
        }
    }

    private PlanOutcome Run(IReadOnlyList<ClevrStep> program, ClevrWorld world)
    {
        var check = _checker.Check(ClevrPlan.Of(program), s_budget);
        Assert.True(check.Plan is not null, check.Explain());
        return _interpreter.Run(check.Plan, world);
    }

    /// <summary>Adds steps that give a value of the type; the index of the last.</summary>
    private static int Push(List<ClevrStep> program, string type)
    {
        if (type == "ObjectSet")
            return 0;
        program.Add(type == "Integer" ? new("count", [0]) : new("unique", [0]));
        if (type is not ("Integer" or "Object"))
            program.Add(new("query_" + type.ToLowerInvariant(), [program.Count - 1]));
        return program.Count - 1;
    }

    private static string Expected(ClevrValue truth) => truth switch
    {
        ClevrValue.NotUnique => "unknown",
        ClevrValue.Number number => $"Int {number.Count}",
        ClevrValue.Truth answer => $"Bool {answer.Holds}",
        ClevrValue.Word word => $"Text {word.Text}",
        _ => throw new InvalidDataException($"{truth} answers no question"),
    };

    private static string Told(PlanOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Unknown => "unknown",
        OutcomeKind.Answered => $"{outcome.Value.Type} {Published(outcome.Value)}",
        _ => $"{outcome.Kind}: {outcome.Reason}",
    };

    private static string Published(in Value value) => value.Type switch
    {
        PlanType.Int => value.Integer.ToString(CultureInfo.InvariantCulture),
        PlanType.Bool => value.Truth.ToString(),
        _ => value.Text!,
    };
}
