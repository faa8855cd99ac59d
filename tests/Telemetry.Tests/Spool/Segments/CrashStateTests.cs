using Telemetry.Tests.Spool.Proofs;
using Xunit;

namespace Telemetry.Tests.Spool.Segments;

/// <summary>Slices; <c>tests/prove.sh crash-states</c> and <c>damage</c> run the whole.</summary>
public sealed class CrashStateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void PowerCut_BeforeAnyOperation_LosesNothingAcknowledged(int seed)
    {
        var states = new CrashStates(seed);
        states.Run(most: 500);
        Assert.Null(states.Fault);
        Assert.True(states.States >= 100, $"only {states.States} states were looked at");
    }

    [Fact]
    public void PowerCut_OnADiskThatDoesNotSync_IsNoticed()
    {
        var states = new CrashStates(seed: 1);
        states.Run(most: 500, syncsLie: true);
        Assert.NotNull(states.Fault);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Damage_AnywhereInAnyFile_StartsAndTellsEveryLoss(int seed)
    {
        using var mutations = new Mutations(seed);
        mutations.Run(300);
        Assert.Null(mutations.Fault);
        Assert.True(mutations.WithLoss > 0, "no mutation cost a record: the proof proves nothing");
    }
}
