using EdgePlanner.Rewarding;
using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Rewarding;

public sealed class SecondWayTests
{
    [Theory]
    [InlineData("a = find(\"car\")\nb = where(a, \"red\")\nn = count(b)\nreturn n", "a = find(\"car\")\nb = match(a, \"a red car\")\nn = count(b)\nreturn n\n")]
    [InlineData("a = find(\"door\")\nb = within(a, metres=5)\nc = where(b, \"blue\", \"open\")\nreturn c", "a = find(\"door\")\nb = within(a, metres=5)\nc = match(b, \"an open blue door\")\nreturn c\n")]
    [InlineData("a = find(\"person\")\nb = where(a, \"yellow\")\nreturn b", "a = find(\"person\")\nb = match(a, \"a person in yellow\")\nreturn b\n")]
    [InlineData("a = find(\"dog\")\nn = count(a)\nreturn n", "a_all = find(\"thing\")\na = match(a_all, \"a dog\")\nn = count(a)\nreturn n\n")]
    public void Of_APlanThatLooks_AsksItByOtherToolsAndChecks(string plan, string expected)
    {
        var second = SecondWay.Of(plan, Plans.Everything);
        Assert.Equal(expected, second);
        Plans.Sound(second!);
    }

    [Theory]
    [InlineData("a = find(\"thing\")\nn = count(a)\nreturn n")]
    [InlineData("this is no plan")]
    [InlineData("")]
    [InlineData("a = find(\"a \\\" b\")\nreturn a")]
    public void Of_APlanThatHasNoOtherWay_IsNone(string plan) => Assert.Null(SecondWay.Of(plan, Plans.Everything));

    [Fact]
    public void Of_AMotion_IsNotAskedOfAStillPicture() =>
        Assert.DoesNotContain("moving car", SecondWay.Of("a = find(\"car\")\nb = where(a, \"moving\")\nreturn b", Plans.Everything), StringComparison.Ordinal);

    [Fact]
    public void Of_ADeviceWithoutEncoders_HasNoSecondWay() =>
        Assert.Null(SecondWay.Of("a = find(\"dog\")\nn = count(a)\nreturn n", PrimitiveCatalog.Standard.For(Capabilities.Detector)));

    /// <summary>Every example of the catalog, as a planner may write any of them.</summary>
    [Fact]
    public void Of_EveryExampleOfTheCatalog_GivesAPlanThatChecksOrNone()
    {
        var rewritten = 0;
        foreach (var example in Plans.Everything.Tools.SelectMany(tool => tool.Examples))
        {
            if (SecondWay.Of(example, Plans.Everything) is not { } second)
                continue;
            rewritten++;
            Assert.True(Plans.Check(second).Plan is not null, $"{example}\n---\n{second}\n{Plans.Check(second).Explain()}");
        }
        Assert.True(rewritten > 20, $"{rewritten} of the examples have a second way");
    }
}
