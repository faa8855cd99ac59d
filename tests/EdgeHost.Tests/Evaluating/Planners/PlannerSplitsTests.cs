using System.Text.Json;
using EdgeEngines.Tests;
using EdgeHost.Configuration;
using EdgeHost.Evaluating;
using EdgeHost.Evaluating.Planners;
using EdgeHost.Teaching;
using EdgeHost.Tests.Teaching;
using EdgePlanner.Values;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Splits;
using Xunit;

namespace EdgeHost.Tests.Evaluating.Planners;

public sealed class PlannerSplitsTests
{
    private static readonly RandomScenes s_scenes = new();

    private readonly SplitJudge _judge = new(new TruePlaces(), new PlanPrompts(), s_scenes);

    [Fact]
    public void Judge_TheReference_IsRightExactAndEquivalent() => Assert.Equal(
        new QuestionScore(true, true, true, true, true, true, false, false, 1), Rounded(Judge(TaughtCases.Cars(), "n = find(\"car\")\nm = count(n)\nreturn m")));

    /// <summary>Cars counted another way: not the reference, but the same on every random scene.</summary>
    [Fact]
    public void Judge_SaidOtherwise_IsEquivalentButNotExact()
    {
        var score = Judge(TaughtCases.Cars(), "a = find(\"car\")\nb = union(a, a)\nc = count(b)\nreturn c");
        Assert.True(score is { IsRight: true, IsExact: false, IsEquivalent: true });
        Assert.True(score.Dearness > 1);
    }

    /// <summary>A number that is right on the first scene by chance means something else.</summary>
    [Fact]
    public void Judge_RightByChance_IsForTheWrongReason()
    {
        var cars = TaughtCases.CarsOn(0);
        var score = Judge(TaughtCases.Cars(), $"a = find(\"thing\")\nb = count(a)\nc = compare(b, 0, \"at_least\")\nd = choose(c, {cars}, {cars + 1})\nreturn d");
        Assert.True(score is { IsRightOnTheFirst: true, IsRight: false, IsEquivalent: false });
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("a = find(\"weather\")\nreturn a", true, true)]
    [InlineData("a = find(\"car\")\nb = count(a)\nreturn b", true, false)]
    public void Judge_Unanswerable_IsRightWhereItIsRefused(string? plan, bool isValid, bool isRight)
    {
        var score = Judge(TaughtCases.Weather(), plan);
        Assert.Equal((isValid, isRight, isRight, true, null), (score.IsValid, score.IsRight, score.IsRefused, score.IsUnanswerable, score.IsEquivalent));
    }

    [Fact]
    public void Judge_NoPlanForWhatCanBeAnswered_IsWrongAndRefused()
    {
        var score = Judge(TaughtCases.Cars(), null);
        Assert.True(score is { IsRight: false, HasPlan: false, IsValid: false, IsRefused: true, IsUnanswerable: false });
    }

    [Fact]
    public void Judge_APlanThatDoesNotCheck_IsNotValid()
    {
        var score = Judge(TaughtCases.Cars(), "a = fnd(\"car\")\nreturn a");
        Assert.True(score is { IsRight: false, HasPlan: true, IsValid: false, IsRefused: true });
    }

    [Fact]
    public void Judge_AnAnswerWithoutAPlan_IsRightWhereItIsTrueOfEveryScene()
    {
        var question = TaughtCases.Cars() with { Scenes = [TaughtCases.Cars().Scenes[0]] };
        var score = _judge.Judge(question, new Contribution(null, Value.OfInt(TaughtCases.CarsOn(0))), CancellationToken.None);
        Assert.True(score is { IsRight: true, IsValid: false, IsRefused: false });
    }

    [Fact]
    public async Task Report_HasSharesGainsAndRefusals()
    {
        PlanQuestion[] questions = [TaughtCases.Cars(), TaughtCases.Weather()];
        var (best, frozen, ceiling) = (await RunAsync("planner", all: true, questions), await RunAsync("frozen", all: false, questions), await RunAsync("ceiling", all: true, questions));
        var report = new EvalReport(TextWriter.Null);
        SplitReport.Add(report, best, [frozen, ceiling]);
        var json = JsonElement.Parse(report.ToJson());
        var iid = json.GetProperty("splits").GetProperty("iid");
        Assert.Equal((1, 1, 2), (iid.GetProperty("right").GetDouble(), iid.GetProperty("valid").GetDouble(), iid.GetProperty("n").GetInt32()));
        Assert.Equal(0, json.GetProperty("baselines").GetProperty("frozen").GetProperty("splits").GetProperty("iid").GetProperty("right").GetDouble());
        Assert.Equal(100, json.GetProperty("gain").GetProperty("compositional").GetDouble());
        Assert.Equal(1, json.GetProperty("gap_closed").GetDouble());
        Assert.Equal((1, 1), (json.GetProperty("refusal").GetProperty("precision").GetDouble(), json.GetProperty("refusal").GetProperty("recall").GetDouble()));
        Assert.True(json.GetProperty("latency_p95_ms").GetDouble() >= json.GetProperty("latency_p50_ms").GetDouble());
    }

    [Theory]
    [InlineData("it is not sure of any plan", "it is not sure of any plan")]
    [InlineData(null, "no plan.")]
    public async Task Run_WithoutAPlan_TellsWhy(string? why, string told)
    {
        var list = new StringWriter();
        await new SplitRun(new Silent(why), _judge, TimeProvider.System, list).AskAsync(PlanSplit.Iid, [TaughtCases.Cars()], CancellationToken.None);
        Assert.Contains($"-> {told}", list.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A model of CLEVR's questions is asked about nothing else; who answers by heart knows few of them.</summary>
    [Fact]
    public async Task Run_ClevrAlone_ReportsItInThePlaceOfTheSplits()
    {
        using var book = new PlannerBook(new EdgeSettings());
        var report = new EvalReport(TextWriter.Null);
        await new PlannerSplits(book, [], 12, TestData.Need("text/clevr"), null).RunAsync("known", null, null, report, TestContext.Current.CancellationToken);
        var json = JsonElement.Parse(report.ToJson());
        var clevr = Assert.Single(json.GetProperty("splits").EnumerateObject());
        Assert.Equal(("clevr", 12), (clevr.Name, clevr.Value.GetProperty("n").GetInt32()));
        Assert.InRange(clevr.Value.GetProperty("right").GetDouble(), 0, json.GetProperty("clevr").GetDouble());
        Assert.InRange(json.GetProperty("clevr").GetDouble(), 0, 0.5);
        Assert.False(json.TryGetProperty("baselines", out _));
    }

    private async Task<SplitRun> RunAsync(string name, bool all, PlanQuestion[] questions)
    {
        var run = new SplitRun(new Scripted(name, all), _judge, TimeProvider.System);
        await run.AskAsync(PlanSplit.Iid, questions, CancellationToken.None);
        return run;
    }

    private QuestionScore Judge(PlanQuestion question, string? plan) => _judge.Judge(question, new Contribution(plan), CancellationToken.None);

    private static QuestionScore Rounded(QuestionScore score) => score with { Dearness = Math.Round(score.Dearness, 2) };

    private sealed class Silent(string? why) : IContender
    {
        public string Name => "silent";

        public ValueTask<Contribution> AskAsync(PlanQuestion question, CancellationToken cancellationToken) => new(new Contribution(null, WhyNot: why));
    }

    /// <summary>Answers everything, or the wrong way round.</summary>
    private sealed class Scripted(string name, bool all) : IContender
    {
        public string Name => name;

        public ValueTask<Contribution> AskAsync(PlanQuestion question, CancellationToken cancellationToken) =>
            new(new Contribution(question.Kind == "unanswerable" == all ? "a = find(\"weather\")\nreturn a" : "a = find(\"car\")\nb = count(a)\nreturn b"));
    }
}
