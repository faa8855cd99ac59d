using CsCheck;
using EdgeHost.Cameras;
using Xunit;

namespace EdgeHost.Tests.Cameras;

public sealed class BackoffTests
{
    [Fact]
    public void Next_EachFailure_StaysWithinTheDoublingBoundAndTheCap()
    {
        Gen.Int.Sample(seed =>
        {
            var backoff = new Backoff(new Random(seed));
            foreach (var most in new[] { 0.5, 1, 2, 4, 8, 16, 30, 30, 30 })
                Assert.InRange(backoff.Next().TotalSeconds, 0, most);
        });
    }

    [Fact]
    public void Next_ManyDraws_FillTheWholeRange()
    {
        // full jitter: even from 0 to the bound, so the mean is half of it
        var random = new Random(1);
        var mean = Enumerable.Range(0, 4000).Average(_ => new Backoff(random).Next().TotalSeconds);
        Assert.InRange(mean, 0.24, 0.26);
    }

    [Fact]
    public void Next_AThousandFailures_DoesNotOverflow()
    {
        var backoff = new Backoff(new Random(1));
        for (var i = 0; i < 1000; i++)
            Assert.InRange(backoff.Next(), TimeSpan.Zero, Backoff.Cap);
    }

    [Fact]
    public void Reset_AfterFailures_StartsAgainAtTheBase()
    {
        var backoff = new Backoff(new Random(1));
        for (var i = 0; i < 10; i++)
            backoff.Next();
        backoff.Reset();
        Assert.InRange(backoff.Next(), TimeSpan.Zero, Backoff.Base);
    }
}
