using EdgeWorld.Numerics;
using EdgeWorld.Planning.Seeds;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Longer pairs made of solved ones by saying a number by another thing.</summary>
public sealed class MeasureOfAnotherTests
{
    [Theory]
    [InlineData("is the car closer than 10 metres?", "find(\"car\")|distance(a)|compare(b, 10, \"less\")", "en", "^is the car closer than the [a-z -]+\\?$", "distance")]
    [InlineData("is the car slower than three m/s", "find(\"car\")|speed_of(a)|compare(b, 3, \"less\")", "en", "^is the car slower than the [a-z -]+$", "speed_of")]
    [InlineData("are we faster than 6 metres per second", "ego_speed()|compare(a, 6, \"greater\")", "en", "^are we faster than the [a-z -]+$", "speed_of")]
    [InlineData("are there more than three red cars?", "find(\"car\")|where(a, \"red\")|count(b)|compare(c, 3, \"greater\")", "en", "^are there more red cars than [a-z -]+\\?$", "count")]
    [InlineData("do you see exactly 2 dogs", "find(\"dog\")|count(a)|compare(b, 2)", "en", "^do you see exactly as many dogs as [a-z -]+$", "count")]
    [InlineData("is the number of cars at least 4", "find(\"car\")|count(a)|compare(b, 4, \"at_least\")", "en", null, "count")]
    [InlineData("車は3より多いですか", "find(\"car\")|count(a)|compare(b, 3, \"greater\")", "ja", "^車は[^0-9]+より多いですか$", "count")]
    [InlineData("犬は十メートルより近いですか", "find(\"dog\")|distance(a)|compare(b, 10, \"less\")", "ja", "^犬は[^0-9]+より近いですか$", "distance")]
    public void Say_ANumberByAThing_InQuestionAndPlanAlike(string question, string calls, string language, string? expected, string tool)
    {
        var made = Said(question, calls, language);
        Assert.Equal(expected is null, made.Count == 0);
        Assert.True(expected is null || made.Count > 5, $"{made.Count} ways");
        foreach (var longer in made)
        {
            Assert.Matches(expected!, longer.Question);
            Assert.Equal(calls.Split('|').Length + 2, longer.Bound.Steps.Length);
            // The same is measured of what the number became, and both are compared.
            Assert.Matches($"(\\w) = {tool}\\(\\w\\)\n(\\w) = compare\\(\\w, \\1", longer.Plan);
        }
    }

    [Theory]
    [InlineData("are there more than 3 cars within 10 metres", "find(\"car\")|within(a, 10)|count(b)|compare(c, 3, \"greater\")", "en")]
    [InlineData("are there more than 3 moving cars", "find(\"car\")|moving(a)|count(b)|compare(c, 3, \"greater\")", "en")]
    [InlineData("10メートル以内に車は3より多いですか", "find(\"car\")|within(a, 10)|count(b)|compare(c, 3, \"greater\")", "ja")]
    [InlineData("are more than 3 cars parked", "find(\"car\")|where(a, \"parked\")|count(b)|compare(c, 3, \"greater\")", "en")]
    [InlineData("how many cars are there", "find(\"car\")|count(a)", "en")]
    [InlineData("is the car closer than 8 metres", "find(\"car\")|distance(a)|compare(b, 10, \"less\")", "en")]
    [InlineData("車は3以上ですか", "find(\"car\")|count(a)|compare(b, 3, \"at_least\")", "ja")]
    [InlineData("did more than 3 cars cross the gate", "count_crossings(\"car\", \"gate\", 60)|compare(a, 3, \"greater\")", "en")]
    public void Say_WhereNothingCanBeSaidForSure_MakesNothing(string question, string calls, string language) => Assert.Empty(Said(question, calls, language));

    private static List<Seed> Said(string question, string calls, string language)
    {
        var seed = Taught.Pair(question, calls, language);
        return [.. Enumerable.Range(0, 60).Select(n => new MeasureOfAnother(WorldRandom.ForPart((ulong)n, 7)).Say(seed)).OfType<Seed>().DistinctBy(longer => longer.Question)];
    }
}
