using EdgeHost.Teaching;
using EdgeWorld.Planning;
using EdgeWorld.Planning.Splits;
using Xunit;

namespace EdgeHost.Tests.Teaching;

public sealed class PlanJudgeTests
{
    private const string Counted = "a = find(\"car\")\nb = count(a)\nreturn b";

    private readonly PlanJudge _judge = new(new TruePlaces(), new PlanPrompts());

    [Fact]
    public void Judge_TheReference_EarnsOne() => Assert.Equal(1, RewardOf(TaughtCases.Cars(), Counted), 3);

    /// <summary>Whatever the answers are: what a file of questions keeps of them is enough to know them by.</summary>
    [Fact]
    public void Judge_TheReferenceOfAQuestionFromAFile_EarnsOne()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, new PlanQuestions(PlanSplit.Train, 11, scenes: 90).Take(400).Select(question => PlanQuestionLines.Write(question, null, withPlan: true)));
            PlanQuestion[] questions = [.. PlanQuestionLines.Read(path)];
            Assert.Contains(questions, question => question.Family == "last");
            Assert.Contains(questions, question => question.Tools.Count > 0);
            foreach (var question in questions.Where(question => question.Kind != "unanswerable"))
                Assert.True(Judge(question, question.Plan).Match == 1, $"{question.Question}\n{question.Plan}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Judge_RightOnSomeScenes_EarnsTheirShare()
    {
        var persons = "a = find(\"bus\")\nb = count(a)\nreturn b";
        var judged = Judge(TaughtCases.Cars(), persons);
        Assert.Contains(true, Enumerable.Range(0, 4).Select(film => TaughtCases.CarsOn(film) > 0));
        Assert.Equal(judged.Right.Count(right => right) / 4.0, judged.Match);
        Assert.InRange(judged.Match, 0, 0.75);
    }

    /// <summary>The same answers for twice the price: a tenth less.</summary>
    [Fact]
    public void Judge_Dearer_EarnsATenthLessForEveryTimeThePrice()
    {
        var twice = "a = find(\"car\")\nb = find(\"car\")\nc = union(a, b)\nd = count(c)\nreturn d";
        var question = TaughtCases.Cars(Judge(TaughtCases.Cars(), Counted).Plan!.Price.TotalMilliseconds);
        var expected = 1 - (0.1 * ((Judge(question, twice).Plan!.Price.TotalMilliseconds / question.PriceMs) - 1));
        Assert.Equal(expected, RewardOf(question, twice), 6);
        Assert.InRange(RewardOf(question, twice), 0.85, 0.95);
    }

    [Theory]
    [InlineData("a = find(\"weather\")\nb = count(a)\nreturn b")] // cannot be told, where it can
    [InlineData("a = find(\"car\")\nb = exists(a)\nreturn b")] // another type
    [InlineData("a = fnd(\"car\")\nreturn a")] // does not check
    public void Judge_WhatAnswersNothing_EarnsNothing(string plan) => Assert.Equal(0, RewardOf(TaughtCases.Cars(), plan));

    [Fact]
    public void Judge_Unanswerable_EarnsOneForUnknownAndNothingForAnAnswer()
    {
        Assert.Equal(1, RewardOf(TaughtCases.Weather(), "a = find(\"weather\")\nreturn a"));
        Assert.Equal(0, RewardOf(TaughtCases.Weather(), Counted));
    }

    [Fact]
    public void Judge_ToolsThatTheQuestionBrings_MayBeCalled()
    {
        var wheels = "a = find(\"car\")\nb = wheels(a)\nreturn b";
        Assert.Null(Judge(TaughtCases.Cars(), wheels).Plan);
        Assert.NotNull(Judge(TaughtCases.Cars() with { Tools = ["wheels"] }, wheels).Plan);
    }

    private double RewardOf(PlanQuestion question, string plan) => PlanJudge.RewardOf(question, Judge(question, plan));

    private JudgedPlan Judge(PlanQuestion question, string plan) => _judge.Judge(question, [plan], CancellationToken.None)![0];
}
