using EdgeEngines.Tests;
using EdgePlanner;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tools;
using EdgeWorld.Clevr;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Scenes;
using EdgeWorld.Planning.Seeds;
using Xunit;

namespace EdgeWorld.Tests.Clevr;

public sealed class ClevrQuestionsTests
{
    private static readonly Lazy<ClevrQuiz> s_quiz = new(() => new ClevrQuiz(TestData.Need("text/clevr")));

    [Fact]
    public void Scenes_ThatMeasure_AreAHundredThatNeverTrain()
    {
        var (training, untouched) = (s_quiz.Value.Sources(untouched: false), s_quiz.Value.Sources(untouched: true));
        Assert.Equal((400, 100), (training.Count, untouched.Count));
        Assert.Empty(training.Intersect(untouched));
    }

    /// <summary>The first scene's answer is the program's, run without plans; the others are what the plan says there.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Questions_HaveScenesOfTheirPart_OnWhichTheReferenceIsRight(bool untouched)
    {
        var sources = s_quiz.Value.Sources(untouched).ToHashSet();
        var checker = new PlanChecker(PrimitiveCatalog.Standard.For(Capabilities.All), CostProfile.Declared);
        var interpreter = new Interpreter(TimeProvider.System);
        var generated = s_quiz.Value.Generated(60, 3, untouched).ToArray();
        var questions = new ClevrQuestions(s_quiz.Value, untouched, seed: 3).Take(60).ToArray();
        Assert.Equal(generated.Select(question => question.Text), questions.Select(question => question.Question));
        foreach (var (question, first) in questions.Zip(generated))
        {
            Assert.Equal(first.Answer, question.Scenes[0].Answer);
            Assert.Equal(first.Source, question.Scenes[0].Source);
            Assert.All(question.Scenes, scene => Assert.Contains(scene.Source, sources));
            var plan = checker.Check(question.Plan, TimeSpan.FromMinutes(1)).Plan;
            Assert.NotNull(plan);
            Assert.All(question.Scenes, scene => Assert.True(AnswerMatch.IsRight(scene.Answer, interpreter.Run(plan, s_quiz.Value.WorldOf(scene.Source)))));
        }
        Assert.InRange(questions.Average(question => question.Scenes.Count), 2, 6);
    }

    [Fact]
    public void Seeds_Are270Programs()
    {
        var seeds = SeedPairs.OfClevr(s_quiz.Value, seed: 1);
        Assert.Equal(270, seeds.Count);
        Assert.Empty(seeds.LeftOut);
    }
}
