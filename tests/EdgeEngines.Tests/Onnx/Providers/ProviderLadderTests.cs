using EdgeEngines.Onnx;
using EdgeEngines.Onnx.Providers;
using Xunit;

namespace EdgeEngines.Tests.Onnx.Providers;

public sealed class ProviderLadderTests
{
    [Fact]
    public void Climb_BestWorks_TakesItWithAllBelow()
    {
        var rung = Climb(_ => null);
        Assert.Equal("TensorRt,Cuda,Cpu", rung.Opened);
        Assert.Empty(rung.Why);
    }

    [Fact]
    public void Climb_NotInTheBuild_IsPassedOverWithReason()
    {
        var rung = Climb(_ => null, unavailable: p => p == ExecutionProvider.Cpu ? null : "not in this build");
        Assert.Equal("Cpu", rung.Opened);
        Assert.Equal(["TensorRT: not in this build", "CUDA: not in this build"], rung.Why);
    }

    [Fact]
    public void Climb_FailsAtTheProbe_StepsDown()
    {
        var rung = Climb(p => p == ExecutionProvider.TensorRt ? "no kernel image\nsecond line" : null);
        Assert.Equal("Cuda,Cpu", rung.Opened);
        Assert.Equal(["TensorRT: no kernel image"], rung.Why);
    }

    [Fact]
    public void Climb_StaleCache_IsMendedOnceThenTriedAgain()
    {
        var failures = 1;
        List<ExecutionProvider> mended = [];
        var rung = Climb(p => p == ExecutionProvider.TensorRt && failures-- > 0 ? "deserialize" : null, mend: p => Note(mended, p));
        Assert.Equal("TensorRt,Cuda,Cpu", rung.Opened);
        Assert.Equal([ExecutionProvider.TensorRt], mended);
        Assert.Empty(rung.Why);
    }

    [Fact]
    public void Climb_MendingDoesNotHelp_GivesUpAfterOnce()
    {
        List<ExecutionProvider> mended = [];
        var rung = Climb(p => p == ExecutionProvider.TensorRt ? "deserialize" : null, mend: p => Note(mended, p));
        Assert.Equal("Cuda,Cpu", rung.Opened);
        Assert.Single(mended);
    }

    [Fact]
    public void Climb_NothingWorks_TellsEveryReason()
    {
        var rung = Climb(p => $"{p} broke");
        Assert.Null(rung.Opened);
        Assert.Equal(["TensorRT: TensorRt broke", "CUDA: Cuda broke", "CPU: Cpu broke"], rung.Why);
        Assert.Equal("Cpu broke", rung.LastFailure!.Message);
    }

    [Fact]
    public void Climb_FailureOfAnotherKind_IsNotSwallowed() => Assert.Throws<FormatException>(() => ProviderLadder.Climb<string>(
        ExecutionProviders.All, _ => null, _ => throw new FormatException(), e => e is EngineException, (_, _) => false));

    private static bool Note(List<ExecutionProvider> to, ExecutionProvider provider)
    {
        to.Add(provider);
        return true;
    }

    /// <param name="failure">What goes wrong with a provider first in line, or null.</param>
    private static Rung<string> Climb(
        Func<ExecutionProvider, string?> failure, Func<ExecutionProvider, string?>? unavailable = null, Func<ExecutionProvider, bool>? mend = null) =>
        ProviderLadder.Climb(
            ExecutionProviders.All,
            unavailable ?? (_ => null),
            providers => failure(providers[0]) is { } message ? throw new EngineException(message) : string.Join(',', providers),
            e => e is EngineException,
            (provider, _) => mend?.Invoke(provider) ?? false);
}
