using EdgeHost.Rewards;
using EdgeHost.Rewards.Hearing;
using EdgePlanner.Running;
using EdgePlanner.Values;
using Xunit;

namespace EdgeHost.Tests.Rewards.Hearing;

public sealed class RecentAnswersTests
{
    private readonly RecentAnswers _recent = new(3);

    [Fact]
    public void Add_BeyondTheRoom_ForgetsTheOldest()
    {
        foreach (var id in (string[])["a", "b", "c", "d"])
            _recent.Add(Answered(id, id));
        Assert.Null(_recent.Find("a"));
        Assert.Equal(["b", "c", "d"], ((string[])["b", "c", "d"]).Select(id => _recent.Find(id)!.Question));
    }

    [Fact]
    public void Add_TheSameIdAgain_MeansTheNewerAndKeepsItWhenTheOlderGoes()
    {
        foreach (var (id, question) in (ReadOnlySpan<(string, string)>)[("a", "old"), ("b", ""), ("a", "new"), ("c", "")])
            _recent.Add(Answered(id, question));
        Assert.Equal("new", _recent.Find("a")!.Question);
        _recent.Add(Answered("d", ""));
        _recent.Add(Answered("e", ""));
        Assert.Null(_recent.Find("a"));
    }

    private static AnsweredQuestion Answered(string id, string question) =>
        new() { Id = id, TimeS = 0, Question = question, Outcome = OutcomeKind.Answered, Text = "", Value = Value.OfInt(1), Planner = "retrieval" };
}
