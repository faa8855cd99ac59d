using EdgeWorld.Numerics;
using EdgeWorld.Planning.Seeds;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Pairs that ask of two things what was asked of one.</summary>
public sealed class TwoMeasuredTests
{
    [Theory]
    [InlineData("how many dogs did you see in the last 9 seconds", "seen_between(\"dog\", 9)|count(a)", "en", "did you see (more|fewer) dogs than [a-z -]+ in the last 9 seconds|did you see as many dogs as [a-z -]+ in the last 9 seconds|did you see more dogs or more [a-z -]+ in the last 9 seconds|which did you see more of in the last 9 seconds, dogs or [a-z -]+")]
    [InlineData("how many red cars are there", "find(\"car\")|where(a, \"red\")|count(b)", "en", "are there (more|fewer) red cars than [a-z -]+|are there as many red cars as [a-z -]+")]
    [InlineData("How far is the car?", "find(\"car\")|distance(a)", "en", "is the car (nearer|closer|farther|further away) than the [a-z -]+|which is (nearer|closer|farther away|further), the car or the [a-z -]+|is the car or the [a-z -]+ (nearer|closer|farther|further away)")]
    [InlineData("how fast is the red bus moving", "find(\"bus\")|where(a, \"red\")|speed_of(b)", "en", "is the red bus (faster|slower|moving faster) than the [a-z -]+")]
    [InlineData("what colour is the car", "find(\"car\")|colour(a)", "en", "do the car and the [a-z -]+ (have the same colour|differ in colour|have different colours)|is the car the same colour as the [a-z -]+")]
    [InlineData("過去5秒に犬を何匹見ましたか", "seen_between(\"dog\", 5)|count(a)", "ja", "過去5秒に犬は.+より多く見ましたか|過去5秒に.+より犬を多く見ましたか|過去5秒に犬と.+は同じ数ですか|過去5秒に犬と.+ではどちらが多いですか")]
    [InlineData("車まで何メートルですか", "find(\"car\")|distance(a)", "ja", "車は.+より(近い|遠い)ですか|.+より車のほうが(近い|遠い)ですか|車と.+ではどちらが(近い|遠い)ですか")]
    [InlineData("車の色は何ですか", "find(\"car\")|colour(a)", "ja", "車と.+は同じ色ですか|車と.+の色は違いますか")]
    public void Ask_OfTwo_TheSamePlanForEachAndAComparison(string question, string calls, string language, string expected)
    {
        var made = Asked(question, calls, language);
        var own = calls.Split('|');
        Assert.True(made.Count > 20, $"{made.Count} ways");
        Assert.All(made, two =>
        {
            Assert.Matches($"^({expected})$", two.Question);
            var lines = two.Plan.Split('\n');
            Assert.Equal(own[0], lines[0]["a = ".Length..]);
            var words = own.Count(call => call.StartsWith("where(", StringComparison.Ordinal));
            var other = lines[own.Length..((own.Length * 2) - words)];
            Assert.Equal(own.Where(call => !call.StartsWith("where(", StringComparison.Ordinal)).Select(call => call[..call.IndexOf('(', StringComparison.Ordinal)]), other.Select(line => line[4..line.IndexOf('(', StringComparison.Ordinal)]));
            Assert.StartsWith($"compare({(char)('a' + own.Length - 1)}, {other[^1][0]}", lines[(own.Length * 2) - words][4..], StringComparison.Ordinal);
            Assert.NotEqual(own[0], other[0][4..]);
        });
    }

    [Fact]
    public void Ask_WhichOfTwo_SaysTheOneThatItIs()
    {
        var made = Asked("how far is the car", "find(\"car\")|distance(a)", "en").Where(two => two.Question.StartsWith("which is ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(made);
        Assert.All(made, two =>
        {
            var other = two.Question.Split(" or the ")[1];
            Assert.EndsWith($"choose(e, \"car\", \"{other}\")\nreturn f", two.Plan, StringComparison.Ordinal);
            Assert.Contains(two.Question.Contains("far", StringComparison.Ordinal) || two.Question.Contains("further", StringComparison.Ordinal) ? "\"greater\"" : "\"less\"", two.Plan, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("how many cars are red", "find(\"car\")|where(a, \"red\")|count(b)", "en")] // red is said of both
    [InlineData("how many cars are there that are red", "find(\"car\")|where(a, \"red\")|count(b)", "en")]
    [InlineData("how many cars are there that are moving", "find(\"car\")|moving(a)|count(b)", "en")]
    [InlineData("how many moving cars are there", "find(\"car\")|moving(a)|count(b)", "en")]
    [InlineData("how many cars are left of the bus", "find(\"car\")|find(\"bus\")|left_of(a, b)|count(c)", "en")]
    [InlineData("how far is the car from the bus", "find(\"car\")|find(\"bus\")|distance(a, b)", "en")]
    [InlineData("how many cars crossed the gate in the last 9 seconds", "count_crossings(\"car\", \"gate\", 9)", "en")]
    [InlineData("show me the cars", "find(\"car\")", "en")]
    [InlineData("車は歩道に何台ありますか", "find(\"car\")|where(a, \"pavement\")|count(b)", "ja")]
    public void Ask_WhereNothingCanBeSaidForSure_MakesNothing(string question, string calls, string language) => Assert.Empty(Asked(question, calls, language));

    private static List<Seed> Asked(string question, string calls, string language)
    {
        var seed = Taught.Pair(question, calls, language);
        return [.. Enumerable.Range(0, 300).Select(n => new TwoMeasured(WorldRandom.ForPart((ulong)n, 7)).Ask(seed)).OfType<Seed>().DistinctBy(two => two.Question)];
    }
}
