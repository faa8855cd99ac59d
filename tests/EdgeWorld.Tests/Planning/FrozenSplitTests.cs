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
    [InlineData(PlanSplit.Iid, "")]
    public void Frozen_Splits_AreFrozen(PlanSplit split, string hash) => Assert.Equal(hash, FrozenSplits.HashOf(FrozenSplits.Of(split))[..16]);
}
