using EdgeWorld.Planning.Splits;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>
/// The questions that planners are measured with. A hash changes only with the world, the grammar or the hand-written files; then every figure is another one, and
/// docs/planner-data.md gets the new hash.
/// </summary>
public sealed class FrozenSplitTests
{
    [Theory]
    [InlineData(PlanSplit.Iid, "a8b3ebfe203f87b7")]
    [InlineData(PlanSplit.Length, "c9e16b9ab79e6b63")]
    [InlineData(PlanSplit.NovelPair, "61b5155471fcd7d8")]
    [InlineData(PlanSplit.Template, "d89a9a486649fa62")]
    [InlineData(PlanSplit.NovelWords, "44a4b538450d9208")]
    [InlineData(PlanSplit.Paraphrase, "bb60b4f606363263")]
    [InlineData(PlanSplit.UnseenTool, "5cb25f781eb9fd7e")]
    [InlineData(PlanSplit.Unanswerable, "41761e2692831e1f")]
    [InlineData(PlanSplit.Counterfactual, "c53992621f9e54f3")]
    [InlineData(PlanSplit.Adversarial, "5a85e14a39c49650")]
    public void Frozen_Splits_AreFrozen(PlanSplit split, string hash)
    {
        var questions = FrozenSplits.Of(split);
        Assert.InRange(questions.Count, 300, 500);
        Assert.Equal(hash, FrozenSplits.HashOf(questions)[..16]);
    }
}
