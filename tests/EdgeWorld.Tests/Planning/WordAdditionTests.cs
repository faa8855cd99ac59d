using EdgeWorld.Numerics;
using EdgeWorld.Planning.Filling;
using EdgeWorld.Planning.Seeds;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.Words;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Longer pairs made of solved ones by saying a word more.</summary>
public sealed class WordAdditionTests
{
    [Theory]
    [InlineData("is there a person left of the cup?", "find(\"person\")|find(\"cup\")|left_of(a, b)|exists(c)", "en")]
    [InlineData("is a bus in front of the traffic light?", "find(\"bus\")|find(\"traffic light\")|in_front_of(a, b)|exists(c)", "en")]
    [InlineData("自転車の左に車はありますか", "find(\"car\")|find(\"bicycle\")|left_of(a, b)|exists(c)", "ja")]
    [InlineData("車道の犬の前に人は何人いますか", "find(\"person\")|find(\"dog\")|in_front_of(a, b)|count(c)", "ja")]
    public void Add_SaysOneWordMore_InQuestionAndPlanAlike(string question, string calls, string language)
    {
        var made = Additions(question, calls, language);
        Assert.True(made.Count > 8, $"{made.Count}");
        foreach (var longer in made)
        {
            Assert.Equal(5, longer.Bound.Steps.Length);
            var added = longer.Plan.Split('\n').Single(line => line.Contains(" = where(", StringComparison.Ordinal) || Superlatives.Any(tool => line.Contains($" = {tool}(", StringComparison.Ordinal)));
            Assert.True(Ways(added).Any(way => Insertions(question, way).Contains(longer.Question.Replace(" an ", " a ", StringComparison.Ordinal))), $"{longer.Question}\n{longer.Plan}");
        }
        // Either thing may be described; which of several is said only of the one that the other stands to.
        Assert.Equal(2, made.Where(longer => longer.Plan.Contains(" = where(", StringComparison.Ordinal)).Select(longer => longer.Plan.Split(" = where(")[1][0]).Distinct().Count());
        string[] which = [.. made.Where(longer => !longer.Plan.Contains(" = where(", StringComparison.Ordinal)).Select(longer => longer.Plan)];
        Assert.NotEmpty(which);
        Assert.All(which, plan => Assert.Matches(@"\nc = [a-z]+\(b\)\nd = [a-z_]+\(a, c\)\n", plan));
    }

    [Theory]
    [InlineData("count whatever matches \"car\"", "find(\"car\")|match(a, \"car\")|count(b)", "en")]
    [InlineData("how many red cars are there", "find(\"car\")|where(a, \"red\")|count(b)", "en")]
    [InlineData("how many things are there", "find(\"thing\")|count(a)", "en")]
    [InlineData("how many cars or more cars are there", "find(\"car\")|count(a)", "en")]
    [InlineData("how many vehicles are there", "find(\"car\")|count(a)", "en")]
    [InlineData("what is nearer, the car or the bus", "find(\"car\")|distance(a)|compare(b, 5, \"less\")|choose(c, \"car\", \"bus\")", "en")]
    [InlineData("自転車は何台ありますか", "find(\"car\")|count(a)", "ja")]
    [InlineData("車線に何台ありますか", "find(\"car\")|count(a)", "ja")]
    public void Add_WhereNothingCanBeSaidForSure_MakesNothing(string question, string calls, string language) => Assert.Empty(Additions(question, calls, language));

    [Fact]
    public void Add_BeforeAVowel_TheArticleFollows()
    {
        var made = Additions("is there a car?", "find(\"car\")|exists(a)", "en");
        Assert.Contains(made, longer => longer.Question == "is there an orange car?");
        Assert.Contains(made, longer => longer.Question == "is there a red car?");
        Assert.Contains(made, longer => longer.Question == "is there a car that is parked?");
    }

    /// <summary>Training's questions, and the plans that are rewarded, stay short; some of what is made of them has a call or two more.</summary>
    [Fact]
    public void Variants_OfTheShippedSeeds_AreLongerByTwoCallsAtMost()
    {
        int[] calls = [.. new SeedPairs().Take(6, 4).Select(pair => pair.Plan.Count(c => c == '\n'))];
        Assert.Equal(HeldOut.LongestTaught, calls.Max());
        Assert.InRange(calls.Count(count => count > HeldOut.LongestTrained), calls.Length / 40, calls.Length / 5);
    }

    private static List<Seed> Additions(string question, string calls, string language)
    {
        var seed = Taught.Pair(question, calls, language);
        return [.. Enumerable.Range(0, 200).Select(n => new WordAddition(WorldRandom.ForPart((ulong)n, 7)).Add(seed)).OfType<Seed>().DistinctBy(longer => longer.Question)];
    }

    private static IEnumerable<string> Insertions(string question, string way) =>
        Enumerable.Range(0, question.Length + 1).SelectMany(at => new[] { way, $"{way} ", $" {way}" }.Select(said => question.Insert(at, said)));

    private static string[] Superlatives => [.. FittingTools.Superlatives.Select(which => which.Tool)];

    /// <summary>How that line may be said.</summary>
    private static IEnumerable<string> Ways(string line) => line.Contains("where(", StringComparison.Ordinal)
        ? Vocabulary.Shipped.Describing.Where(known => known.Word == line.Split('"')[1]).SelectMany(known => known.Before.Concat(known.Behind).Concat(known.Japanese))
            .SelectMany(way => new[] { ("is", "has", "いる"), ("are", "have", "ある") }.Select(form => way.Replace("{is}", form.Item1).Replace("{has}", form.Item2).Replace("{iru}", form.Item3)))
        : FittingTools.Superlatives.Single(which => line.Contains($" = {which.Tool}(", StringComparison.Ordinal)) is var which ? which.English.Concat(which.Japanese) : [];
}
