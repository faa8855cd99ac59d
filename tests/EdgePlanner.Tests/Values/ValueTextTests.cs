using EdgePlanner.Values;
using Xunit;

namespace EdgePlanner.Tests.Values;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData(0.4, "on the table, now")]
    [InlineData(1, "on the table, 1 second ago")]
    [InlineData(90, "on the table, 90 seconds ago")]
    [InlineData(1200, "on the table, 20 minutes ago")]
    [InlineData(7200, "on the table, 2 hours ago")]
    [InlineData(86400 * 3, "on the table, 3 days ago")]
    [InlineData(-600, "on the table, in 10 minutes")]
    public void At_Moment_TellsHowLongAgo(double seconds, string expected) =>
        Assert.Equal(expected, ValueText.At(Value.OfMoment(10_000_000 - seconds, "on the table"), 10_000_000));

    [Fact]
    public void Of_EveryType_HasWords()
    {
        Assert.Equal("3", Value.OfInt(3).ToString());
        Assert.Equal("yes", Value.OfBool(true).ToString());
        Assert.Equal("2 things", Value.OfBoxes(ThingSet.FirstOf(2)).ToString());
        Assert.Equal("1 thing", Value.OfSet(PlanType.Tracks, ThingSet.FirstOf(1)).ToString());
        Assert.Equal("2 o'clock", Value.OfClock(2).ToString());
        Assert.Equal("4.25 m ± 0.5 m", Value.OfNumber(PlanType.Metres, 4.25, 0.5).ToString());
        Assert.Equal("90°", Value.OfNumber(PlanType.Degrees, 90).ToString());
        Assert.Equal("1.5 s", Value.OfNumber(PlanType.Seconds, 1.5).ToString());
        Assert.Equal("7 m/s", Value.OfNumber(PlanType.MetresPerSecond, 7).ToString());
        Assert.Equal("0.5", Value.OfNumber(PlanType.Float, 0.5).ToString());
        Assert.Equal("1970-01-01 00:00:10Z", Value.OfMoment(10).ToString());
        Assert.Equal("red", Value.OfText("red").ToString());
        Assert.Equal("unknown (too dark)", Value.Unknown(PlanType.Text, "too dark").ToString());
        Assert.Equal("nothing", Value.None.ToString());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void OfNumber_NotFinite_IsUnknown(double number) => Assert.True(Value.OfNumber(PlanType.Metres, number).IsUnknown);

    [Fact]
    public void Set_OperationsOnMasks_AreThoseOfSets()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var (one, other) = (new ThingSet((ulong)random.NextInt64()), new ThingSet((ulong)random.NextInt64()));
            var (a, b) = (Members(one), Members(other));
            Assert.Equal(a.Union(b).Order(), Members(one | other));
            Assert.Equal(a.Intersect(b).Order(), Members(one & other));
            Assert.Equal(a.Except(b).Order(), Members(one - other));
            Assert.Equal(a.Count, one.Count);
        }
        Assert.Equal(64, ThingSet.FirstOf(64).Count);
        Assert.Equal(64, ThingSet.FirstOf(100).Count);
    }

    private static List<int> Members(ThingSet set)
    {
        var members = new List<int>();
        foreach (var thing in set)
            members.Add(thing.Index);
        return members;
    }
}
