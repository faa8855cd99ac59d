using EdgePlanner.Answering;
using EdgePlanner.Planning.Retrieval;
using EdgePlanner.Pricing;
using EdgePlanner.Running;
using EdgePlanner.Tests.Scenes;
using Xunit;

namespace EdgePlanner.Tests.Rewarding;

public sealed class AskOtherwiseTests
{
    private readonly QueryPipeline _pipeline = new([new RetrievalPlanner()], new PlanChecker(Plans.Everything, CostProfile.Declared), TimeProvider.System);

    [Fact]
    public async Task AskOtherwise_ACountOfRedCars_IsTheOtherToolsWord()
    {
        var world = Yard.World();
        var answer = await _pipeline.AskAsync(new Query("how many red cars are there?", Plans.Ample), world, default);
        Assert.Equal((OutcomeKind.Answered, 2L), (answer.Outcome, answer.Value.Integer));
        var second = _pipeline.AskOtherwise(answer, world, Plans.Ample, default);
        Assert.Contains("match(", second!.Plan, StringComparison.Ordinal);
        // What the yard says of that phrase, asked by hand.
        Assert.Equal(Plans.Run("a = find(\"car\")\nb = match(a, \"a red car\")\nn = count(b)\nreturn n", world).Value, second.Outcome.Value);
    }

    [Fact]
    public async Task AskOtherwise_WithoutWorkLeft_IsNoOpinionRatherThanOneOfLess()
    {
        var world = Yard.World();
        var answer = await _pipeline.AskAsync(new Query("how many red cars are there?", Plans.Ample), world, default);
        Assert.Null(_pipeline.AskOtherwise(answer, world, TimeSpan.FromMilliseconds(60), default));
    }

    [Fact]
    public async Task AskOtherwise_NoAnswer_HasNone()
    {
        var answer = await _pipeline.AskAsync(new Query("why?", Plans.Ample), Yard.World(), default);
        Assert.Null(_pipeline.AskOtherwise(answer, Yard.World(), Plans.Ample, default));
    }
}
