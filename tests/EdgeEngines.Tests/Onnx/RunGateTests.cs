using EdgeEngines.Onnx;
using Xunit;

namespace EdgeEngines.Tests.Onnx;

public sealed class RunGateTests
{
    [Fact]
    public void Close_NobodyInside_FreesOnce()
    {
        var freed = 0;
        var gate = new RunGate(this, () => freed++);
        Assert.True(gate.Close(TimeSpan.Zero));
        Assert.True(gate.Close(TimeSpan.Zero));
        Assert.Equal(1, freed);
        Assert.Throws<ObjectDisposedException>(gate.Enter);
    }

    [Fact]
    public void Close_RunInside_WaitsAndTheRunFrees()
    {
        var freed = 0;
        var gate = new RunGate(this, () => freed++);
        gate.Enter();
        Assert.False(gate.Close(TimeSpan.FromMilliseconds(1))); // the bound
        Assert.Equal(0, freed);
        Assert.Throws<ObjectDisposedException>(gate.Enter);
        gate.Exit();
        Assert.Equal(1, freed);
        Assert.True(gate.Close(TimeSpan.Zero));
    }

    [Fact]
    public void Close_WhileManyEnterAndExit_FreesWhenAllAreOut()
    {
        for (var round = 0; round < 50; round++)
        {
            var inside = 0;
            var freedWhileInside = false;
            var gate = new RunGate(this, () => freedWhileInside |= Volatile.Read(ref inside) != 0);
            var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                try
                {
                    while (true)
                    {
                        gate.Enter();
                        Interlocked.Increment(ref inside);
                        Interlocked.Decrement(ref inside);
                        gate.Exit();
                    }
                }
                catch (ObjectDisposedException)
                {
                    // closed: the end
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            Assert.True(gate.Close(TimeSpan.FromSeconds(20)));
            threads.ForEach(t => Assert.True(t.Join(TimeSpan.FromSeconds(20))));
            Assert.False(freedWhileInside);
        }
    }
}
