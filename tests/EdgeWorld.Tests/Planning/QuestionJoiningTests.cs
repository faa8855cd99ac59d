using EdgeWorld.Numerics;
using EdgeWorld.Planning.Seeds;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Longer pairs made of two solved ones.</summary>
public sealed class QuestionJoiningTests
{
    private static readonly Seed s_car = Taught.Pair("Is there a car?", "find(\"car\")|exists(a)", "en");
    private static readonly Seed s_bus = Taught.Pair("is there a bus", "find(\"bus\")|exists(a)", "en");

    [Fact]
    public void Join_TwoQuestions_AsksForBothEitherOrNeither()
    {
        var joined = Joined(s_bus, s_car);
        Assert.Equal(
            [
                "both: is there a car and a bus", "both: is there both a car and a bus", "either: is there a car or a bus", "either: is there either a car or a bus",
                "neither: is there neither a car nor a bus",
            ],
            joined.Where(pair => !pair.Plan.Contains("choose(", StringComparison.Ordinal)).Select(pair => $"{Means(pair)}: {pair.Question}").Distinct().Order(StringComparer.Ordinal));
        Assert.All(joined, pair => Assert.True(pair.Plan.Contains("choose(", StringComparison.Ordinal) || pair.Plan.StartsWith("a = find(\"car\")\nb = exists(a)\nc = find(\"bus\")\nd = exists(c)\ne = ", StringComparison.Ordinal), pair.Plan));
    }

    [Fact]
    public void Join_WithNothingInCommon_AsksOneAfterTheOther()
    {
        var fast = Taught.Pair("are we faster than 5 metres per second?", "ego_speed()|compare(a, 5, \"greater\")", "en");
        Assert.Equal(
            ["both: are we faster than 5 metres per second and is there a bus", "either: are we faster than 5 metres per second or is there a bus"],
            Joined(s_bus, fast).Where(pair => !pair.Plan.Contains("choose(", StringComparison.Ordinal)).Select(pair => $"{Means(pair)}: {pair.Question}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Join_InJapanese_KeepsWhatBothEndWith()
    {
        var joined = Joined(Taught.Pair("バスはありますか", "find(\"bus\")|exists(a)", "ja"), Taught.Pair("赤い車はありますか？", "find(\"car\")|where(a, \"red\")|exists(b)", "ja"));
        Assert.Equal(
            ["both: 赤い車とバスのどちらもはありますか", "both: 赤い車とバスの両方はありますか", "both: 赤い車とバスはありますか", "either: 赤い車かバスはありますか"],
            joined.Where(pair => !pair.Plan.Contains("choose(", StringComparison.Ordinal)).Select(pair => $"{Means(pair)}: {pair.Question}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Join_OneQuestion_SaysWhatIsToBeSaid()
    {
        var said = Joined(s_bus, s_car).Where(pair => pair.Plan.Contains("choose(", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(said);
        Assert.All(said, pair =>
        {
            var texts = pair.Plan.Split('"');
            Assert.Matches($"^is there a car\\? (if so|if yes|then) (say|answer) {texts[3]}, (otherwise|if not|else) {texts[5]}$", pair.Question);
            Assert.EndsWith($"c = choose(b, \"{texts[3]}\", \"{texts[5]}\")\nreturn c", pair.Plan, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Join_WhatIsNoQuestionOfYesOrNo_MakesNothing() => Assert.Empty(Joined(s_bus, Taught.Pair("how many cars are there", "find(\"car\")|count(a)", "en")));

    /// <summary>What came of the second after the first had been seen, with many seeds.</summary>
    private static List<Seed> Joined(Seed first, Seed second)
    {
        List<Seed> made = [];
        for (var n = 0; n < 200; n++)
        {
            var joining = new QuestionJoining(WorldRandom.ForPart((ulong)n, 7));
            joining.Join(first);
            if (joining.Join(second) is { } joined)
                made.Add(joined);
        }
        return made;
    }

    private static string Means(Seed pair) => pair.Plan.Contains(" = both(", StringComparison.Ordinal) ? "both" : pair.Plan.Contains(" = not_(", StringComparison.Ordinal) ? "neither" : "either";
}
