using EdgeHost.Rewards;
using EdgeHost.Rewards.Judging;
using EdgePlanner.Values;
using EdgeWorld.Exporting;
using EdgeWorld.Oracle;
using EdgeWorld.Questions;
using EdgeWorld.Scenes;
using Xunit;

namespace EdgeHost.Tests.Rewards.Judging;

public sealed class TruthJudgeTests
{
    private static readonly SceneGraph s_truth = StreetAnswers.PlainGraph();
    private readonly TruthJudge _judge = new(KnownTruths.None);

    [Fact]
    public void Judge_WhoSeesAll_IsRightAndEarnsHalfForSeeing()
    {
        var judgement = Judge("how many cars are there?", s_truth);
        Assert.NotNull(judgement);
        Assert.Equal((0.5, true, RewardSource.Truth), (judgement.Reward, judgement.OfSeeingOnly, judgement.Source));
    }

    [Fact]
    public void Judge_WhoMissesCars_LosesByHowManyTheSceneHas()
    {
        // Counted here by hand, from the graph itself.
        var cars = s_truth.Objects.Count(thing => thing is { Class: "car", Ignored: false });
        Assert.True(cars > 1);
        var oneLess = Judge("how many cars are there?", Without(1));
        var none = Judge("how many cars are there?", Without(cars));
        Assert.Equal((-0.25, -0.5), (oneLess!.Reward, none!.Reward));
        Assert.Contains($"{cars} was right", none.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_AnnotatedQuestion_JudgesThePlanToo()
    {
        // The question is about people; whoever answers counts cars, and sees them all.
        var cars = s_truth.Objects.Count(thing => thing is { Class: "car", Ignored: false });
        var people = s_truth.Objects.Count(thing => thing is { Class: "person", Ignored: false });
        Assert.True(Math.Abs(cars - people) > 1);
        var answered = Answered("how many cars are there?", s_truth) with { Question = "Is anybody about?  How many?" };
        var known = Known(("is anybody about how many", "a = find(\"person\")\nn = count(a)\nreturn n\n", null));
        Assert.Equal((-1, false), (known.Judge(answered, s_truth, null)!.Reward, known.Judge(answered, s_truth, null)!.OfSeeingOnly));
        var right = Answered("how many people are there?", s_truth) with { Question = "Is anybody about?  How many?" };
        Assert.Equal(1, known.Judge(right, s_truth, null)!.Reward);
    }

    [Fact]
    public void Judge_AnnotatedFrame_GoesByTheAnnotation()
    {
        var known = Known(("how many cars are there", "", Value.OfInt(77)));
        var answered = Answered("how many cars are there?", s_truth);
        Assert.Equal(-1, known.Judge(answered, s_truth, EdgeWorld.WorldOptions.Parse(StreetAnswers.Film).ToUri())!.Reward);
        Assert.True(known.Judge(answered, s_truth, "sim:street?scenario=crossing&seed=1")!.OfSeeingOnly);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.5)]
    [InlineData(3, -0.25)]
    [InlineData(4, -0.5)]
    public void Judge_ThingsThatHardlyCanBeSeen_AreNeitherToBeSeenNorToBeMissed(int seen, double reward)
    {
        // Two of the cars are so far away or so hidden that they do not count, and could be noticed all the same.
        var cars = s_truth.Objects.Where(thing => thing is { Class: "car", Ignored: false }).ToArray();
        var counted = cars.Length;
        var truth = s_truth with { Objects = [.. s_truth.Objects, .. cars.Take(2).Select(car => car with { TrackId = car.TrackId + 1000, Ignored = true })] };
        var answered = Answered("how many cars are there?", s_truth) with { Value = Value.OfInt(counted + seen) };
        Assert.Equal(reward, _judge.Judge(answered, truth, null)!.Reward);
    }

    [Theory]
    [InlineData("what is written on the sign?")]
    [InlineData("how many gnomes are there in the sky above me?")]
    public void Judge_WhatTheTruthCannotTell_IsNotJudged(string question) => Assert.Null(Judge(question, s_truth));

    [Fact]
    public void Judge_NoTruth_IsNotJudged() => Assert.Null(_judge.Judge(Answered("how many cars are there?", s_truth), null, null));

    /// <summary>Every generated question with its known answer, asked of a world that sees all of it: whoever plans as the retrieval planner does is judged
    /// as the comparison with the generator's answer has it.</summary>
    [Fact]
    public void Judge_GeneratedQuestions_AgreesWithTheirKnownAnswers()
    {
        var questions = new QuestionGenerator(SplitPart.Validation, seed: 3).Take(40);
        var judged = 0;
        foreach (var question in questions)
        {
            var graph = StreetFrames.At(EdgeWorld.WorldOptions.Parse(question.Source), question.Frame);
            var answered = Answered(question.Question, graph);
            var known = Known((question.Question, question.Plan, null)).Judge(answered, graph, null);
            Assert.NotNull(known);
            Assert.Equal(EdgeHost.Evaluating.AnswerVerdicts.Of(question.Answer, answered.Outcome, answered.Value) == EdgeHost.Evaluating.AnswerVerdict.Right, known.Reward == 1);
            judged += known.Reward == 1 ? 1 : 0;
        }
        Assert.True(judged > 20, $"{judged} of 40 right: the test says little");
    }

    private Judgement? Judge(string question, SceneGraph seen) => _judge.Judge(Answered(question, seen), s_truth, null);

    private static AnsweredQuestion Answered(string question, SceneGraph seen) => AnsweredQuestion.Of(StreetAnswers.Ask(question, seen, world: new OracleWorld(seen)), null, 0);

    /// <summary>The scene as who misses so many of its cars sees it.</summary>
    private static SceneGraph Without(int cars)
    {
        var left = cars;
        return s_truth with { Objects = [.. s_truth.Objects.Where(thing => thing is not { Class: "car", Ignored: false } || left-- <= 0)] };
    }

    private static TruthJudge Known(params (string Question, string Plan, Value? Answer)[] truths)
    {
        using var folder = new Cameras.TemporaryFolder();
        var path = folder.File("truths.jsonl");
        File.WriteAllBytes(path, QuestionLines.Write(truths.Select(one =>
            new StreetQuestion("count", one.Answer is null ? "sim:street?seed=999" : StreetAnswers.Film, 60, one.Question, one.Answer ?? Value.OfInt(0), one.Plan))));
        return new TruthJudge(KnownTruths.Read(path));
    }
}
