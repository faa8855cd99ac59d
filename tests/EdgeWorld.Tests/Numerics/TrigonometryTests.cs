using CsCheck;
using EdgeWorld.Numerics;
using Xunit;

namespace EdgeWorld.Tests.Numerics;

public sealed class TrigonometryTests
{
    [Fact]
    public void SinAndCos_AnyAngle_AgreeWithTheCLibrary() => Gen.Double[-500, 500].Sample(angle =>
    {
        Assert.Equal(Math.Sin(angle), Trigonometry.Sin(angle), 1e-9);
        Assert.Equal(Math.Cos(angle), Trigonometry.Cos(angle), 1e-9);
    });

    [Fact]
    public void Atan2_AnyDirection_AgreesWithTheCLibrary() => Gen.Double[-50, 50].Select(Gen.Double[-50, 50]).Sample(p =>
        Assert.Equal(Math.Atan2(p.Item1, p.Item2), Trigonometry.Atan2(p.Item1, p.Item2), 1e-9));

    [Fact]
    public void Exp_AnyPower_AgreesWithTheCLibrary() => Gen.Double[-30, 5].Sample(x =>
        Assert.Equal(1, Trigonometry.Exp(x) / Math.Exp(x), 1e-9));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(1, 0)]
    [InlineData(-1, 0)]
    public void Atan2_OnAnAxis_AgreesWithTheCLibrary(double y, double x) => Assert.Equal(Math.Atan2(y, x), Trigonometry.Atan2(y, x), 1e-12);
}
