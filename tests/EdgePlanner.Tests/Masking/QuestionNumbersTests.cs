using CsCheck;
using EdgePlanner.Masking;
using EdgePlanner.Values;
using Xunit;

namespace EdgePlanner.Tests.Masking;

public sealed class QuestionNumbersTests
{
    [Theory]
    [InlineData("did a bus pass in the last ten minutes", PlanType.Seconds, 600)]
    [InlineData("a dog in the past 2 hours?", PlanType.Seconds, 7200)]
    [InlineData("in the last half hour", PlanType.Seconds, 1800)]
    [InlineData("within half an hour", PlanType.Seconds, 1800)]
    [InlineData("in the last quarter of an hour", PlanType.Seconds, 900)]
    [InlineData("was a fall noticed within the last hour?", PlanType.Seconds, 3600)]
    [InlineData("what was here during the last minute?", PlanType.Seconds, 60)]
    [InlineData("the past thirty minutes", PlanType.Seconds, 1800)]
    [InlineData("past 10 min", PlanType.Seconds, 600)]
    [InlineData("in 90s", PlanType.Seconds, 90)]
    [InlineData("an hour and a half", PlanType.Seconds, 5400)]
    [InlineData("2 days ago", PlanType.Seconds, 172800)]
    [InlineData("between minute and now", PlanType.Seconds, 60)]
    [InlineData("forty-five seconds", PlanType.Seconds, 45)]
    [InlineData("過去一時間に", PlanType.Seconds, 3600)]
    [InlineData("一時間半", PlanType.Seconds, 5400)]
    [InlineData("この三十分に犬を見た？", PlanType.Seconds, 1800)]
    [InlineData("過去２分間に", PlanType.Seconds, 120)]
    [InlineData("半時間", PlanType.Seconds, 1800)]
    [InlineData("within 10 m", PlanType.Metres, 10)]
    [InlineData("nearer than twelve metres", PlanType.Metres, 12)]
    [InlineData("a 5 meter radius", PlanType.Metres, 5)]
    [InlineData("20-metre", PlanType.Metres, 20)]
    [InlineData("closer than 1.5 km", PlanType.Metres, 1500)]
    [InlineData("within 50cm", PlanType.Metres, 0.5)]
    [InlineData("ten feet away", PlanType.Metres, 3.048)]
    [InlineData("１０メートル以内", PlanType.Metres, 10)]
    [InlineData("八m以内", PlanType.Metres, 8)]
    [InlineData("十五メーター", PlanType.Metres, 15)]
    [InlineData("faster than 30 km/h", PlanType.MetresPerSecond, 30 / 3.6)]
    [InlineData("over 36 kilometres per hour?", PlanType.MetresPerSecond, 10)]
    [InlineData("8 metres a second", PlanType.MetresPerSecond, 8)]
    [InlineData("50 mph", PlanType.MetresPerSecond, 22.352)]
    [InlineData("秒速5メートルより速い", PlanType.MetresPerSecond, 5)]
    [InlineData("時速36キロ以上", PlanType.MetresPerSecond, 10)]
    [InlineData("more than 30 degrees", PlanType.Degrees, 30)]
    [InlineData("are there at least 3 cars", PlanType.None, 3)]
    [InlineData("more than twenty-one people", PlanType.None, 21)]
    [InlineData("half a dozen cars", PlanType.None, 6)]
    [InlineData("a dozen cups", PlanType.None, 12)]
    [InlineData("1,200 things", PlanType.None, 1200)]
    [InlineData("車は三台以上", PlanType.None, 3)]
    [InlineData("自転車を六ずつに分ける", PlanType.None, 6)]
    [InlineData("人が二十五人", PlanType.None, 25)]
    [InlineData("12 men", PlanType.None, 12)]
    [InlineData("5 minutely carved signs", PlanType.None, 5)]
    public void In_OneNumber_ItsValueInTheUnitOfPlans(string question, PlanType unit, double value)
    {
        var said = Assert.Single(QuestionNumbers.In(question));
        Assert.Equal(unit, said.Unit);
        Assert.Equal(value, said.Value, 3);
    }

    [Theory]
    [InlineData("how many red cars are there?")]
    [InlineData("一番近い車は何色ですか")]
    [InlineData("一時停止の標識を読んで")]
    [InlineData("十字路に三角コーンはありますか")]
    [InlineData("何台ありますか")]
    [InlineData("someone at the phone, often")]
    public void In_NoNumber_None(string question) => Assert.Empty(QuestionNumbers.In(question));

    [Fact]
    public void In_SeveralNumbers_Each() =>
        Assert.Equal(
            [(3, PlanType.None), (600, PlanType.Seconds), (2, PlanType.Seconds), (5, PlanType.Metres)],
            QuestionNumbers.In("did 3 cars come between ten minutes and 2 seconds ago within 5 m").Select(said => ((int)said.Value, said.Unit)));

    [Theory]
    [InlineData("between twenty and ten minutes ago", 1200, 600)]
    [InlineData("from 20 to 10 min back", 1200, 600)]
    [InlineData("20から10分前", 1200, 600)]
    public void In_TwoNumbersOfOneUnit_BothHaveIt(string question, double first, double second) =>
        Assert.Equal([first, second], QuestionNumbers.In(question).Where(said => said.Unit == PlanType.Seconds).Select(said => said.Value));

    [Fact]
    public void In_AnyText_NothingButNumbers()
    {
        var letters = "0159.,- 一十百半分秒速時間mskhカ台以a".ToCharArray();
        var texts = Gen.OneOf(Gen.String, Gen.Int[0, letters.Length - 1].Select(i => letters[i]).Array[0, 60].Select(chosen => new string(chosen)));
        texts.Sample(text => Assert.All(QuestionNumbers.In(text), said => Assert.InRange(said.Value, 0, 9_999_999)), iter: 2000);
    }
}
