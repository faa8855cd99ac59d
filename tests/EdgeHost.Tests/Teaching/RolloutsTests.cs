using System.Text.Json;
using EdgeHost.Teaching;
using EdgePlanner.Generating;
using EdgeWorld.Planning;
using Xunit;

namespace EdgeHost.Tests.Teaching;

public sealed class RolloutsTests : IDisposable
{
    private const string Counted = "a = find(\"car\")\nb = count(a)\nreturn b";
    private const string Otherwise = "a = find(\"bus\")\nb = count(a)\nreturn b";

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public async Task Run_SamePlans_AreOneWithTheirNumber()
    {
        var model = new Scripted([Counted, Otherwise, "x = find(\"car\")\ny = count(x)\nreturn y", Counted]);
        var line = Assert.Single(await RunAsync(model, [TaughtCases.Cars()], samples: 4));
        Assert.Equal([(Counted, 3), (Otherwise, 1)], line.Plans.Select(plan => (plan.Plan, plan.Count)));
        Assert.Equal(1, line.Plans[0].Match);
        Assert.True(line.Plans[1].Reward < line.Plans[0].Reward);
    }

    [Fact]
    public async Task Run_PlansThatWereNotEnded_AreNoExperience() =>
        Assert.Empty(Assert.Single(await RunAsync(new Scripted(["a = find("], WritingEnd.OutOfTokens), [TaughtCases.Cars()], samples: 1)).Plans);

    /// <summary>Several questions at once, so that a model writes thirty-two sequences side by side; each with a seed of its own.</summary>
    [Fact]
    public async Task Run_ManyQuestions_AreWrittenSideBySide()
    {
        var model = new Scripted([Counted]);
        PlanQuestion[] questions = [.. Enumerable.Range(0, 20).Select(i => TaughtCases.Cars() with { Id = $"q{i}" })];
        var lines = await RunAsync(model, questions, samples: 4);
        Assert.Equal(questions.Select(question => question.Id), lines.Select(line => line.Question.Id));
        Assert.Equal([8, 8, 4], model.Asked.Select(batch => batch.Count));
        Assert.Equal(20, model.Asked.SelectMany(batch => batch).Select(request => request.Sampling.Seed).Distinct().Count());
        Assert.Single(model.Asked.SelectMany(batch => batch).Select(request => request.Grammar).Distinct());
        Assert.All(model.Asked.SelectMany(batch => batch), request => Assert.Equal("<ask>how many cars are there<plan>", request.Prompt));
    }

    /// <summary>The same question about other things has the plan about those; what was wrong gives none.</summary>
    [Fact]
    public async Task Run_ARightPlan_TeachesItsVariantsToo()
    {
        var line = Assert.Single(await RunAsync(new Scripted([Counted, Otherwise]), [TaughtCases.Cars()], samples: 2, variants: 6));
        Assert.InRange(line.Variants.Count, 3, 6);
        Assert.All(line.Variants, variant => Assert.EndsWith("<plan>", variant.Prompt, StringComparison.Ordinal));
        Assert.Contains(line.Variants, variant => !variant.Plan.Contains("\"car\"", StringComparison.Ordinal) && !variant.Prompt.Contains("cars", StringComparison.Ordinal));
        Assert.Empty(Assert.Single(await RunAsync(new Scripted([Otherwise]), [TaughtCases.Cars()], samples: 1, variants: 6)).Variants);
    }

    /// <summary>A tool that goes by another name in a question is called by that name, and by its own no more.</summary>
    [Fact]
    public async Task Run_AToolUnderAnotherName_IsCalledByThatName()
    {
        var question = TaughtCases.Cars() with { Tools = ["tally=count"] };
        var line = Assert.Single(await RunAsync(new Scripted([Counted.Replace("count", "tally", StringComparison.Ordinal), Counted]), [question], samples: 2));
        Assert.StartsWith("<tool>tally(", line.Prompt, StringComparison.Ordinal);
        var plan = Assert.Single(line.Plans);
        Assert.Contains("= tally(a)", plan.Plan, StringComparison.Ordinal);
        Assert.Equal(1, plan.Match);
    }

    [Fact]
    public async Task File_WhatIsInIt_IsNotMadeAgain_AndAHalfLineIsCutOff()
    {
        var line = new RolloutLine(TaughtCases.Cars(), "<ask>how many<plan>", [new RolloutPlan(Counted, 0.97531, 1, 3)], []);
        await using (var file = new RolloutFile(_path))
            await file.AddAsync(line);
        await File.AppendAllTextAsync(_path, "{\"id\":\"half");
        await using (var file = new RolloutFile(_path))
        {
            Assert.Equal(1, file.Done);
            Assert.True(file.Has(TaughtCases.Cars()));
            Assert.False(file.Has(TaughtCases.Weather()));
            await file.AddAsync(line with { Question = TaughtCases.Weather(), Plans = [] });
        }
        var lines = await File.ReadAllLinesAsync(_path);
        Assert.Equal(2, lines.Length);
        var first = JsonElement.Parse(lines[0]);
        Assert.Equal("cars", first.GetProperty("id").GetString());
        var plan = first.GetProperty("plans")[0];
        Assert.Equal((Counted, 0.9753, 1, 3), (plan.GetProperty("plan").GetString(), plan.GetProperty("reward").GetDouble(), plan.GetProperty("match").GetDouble(), plan.GetProperty("count").GetInt32()));
        Assert.Equal("weather", JsonElement.Parse(lines[1]).GetProperty("id").GetString());
    }

    public void Dispose() => File.Delete(_path);

    private static async Task<List<RolloutLine>> RunAsync(Scripted model, IReadOnlyList<PlanQuestion> questions, int samples, int variants = 0)
    {
        var prompts = new PlanPrompts();
        var rollouts = new Rollouts(model, prompts, new PlanGrammars(prompts), new PlanJudge(new TruePlaces(), prompts), new RolloutOptions(samples, 1, 1, 1, variants));
        List<RolloutLine> lines = [];
        await rollouts.RunAsync(questions, line =>
        {
            lines.Add(line);
            return Task.CompletedTask;
        }, CancellationToken.None);
        return lines;
    }

    /// <summary>Writes the plans that it is told to, in turn.</summary>
    private sealed class Scripted(string[] plans, WritingEnd end = WritingEnd.Whole) : ITextModel
    {
        public List<IReadOnlyList<WritingRequest>> Asked { get; } = [];

        public string Name => "scripted";

        public ValueTask<IReadOnlyList<IReadOnlyList<WrittenPlan>>> WriteAsync(IReadOnlyList<WritingRequest> requests, CancellationToken cancellationToken)
        {
            Asked.Add(requests);
            return new(requests.Select(request => (IReadOnlyList<WrittenPlan>)[.. Enumerable.Range(0, request.Samples).Select(i => new WrittenPlan(plans[i % plans.Length], end, 10))]).ToList());
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
