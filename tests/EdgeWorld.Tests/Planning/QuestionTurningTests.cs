using EdgeWorld.Numerics;
using EdgeWorld.Planning.Seeds;
using Xunit;

namespace EdgeWorld.Tests.Planning;

/// <summary>Pairs with a call more, made by asking something else of the same.</summary>
public sealed class QuestionTurningTests
{
    [Theory]
    [InlineData("Is there a dog behind the bus?", "find(\"dog\")|find(\"bus\")|behind(a, b)|exists(c)", "en", "is there no dog behind the bus")]
    [InlineData("are there any red cars", "find(\"car\")|where(a, \"red\")|exists(b)", "en", "are there no red cars")]
    [InlineData("did you see a dog in the last 10 seconds", "seen_between(\"dog\", 10)|exists(a)", "en", "did you see no dog in the last 10 seconds")]
    [InlineData("was there a collision lately", "happened(\"collision\")", "en", "was there no collision lately")]
    [InlineData("is anything moving", "find(\"thing\")|moving(a)|exists(b)", "en", "is nothing moving")]
    [InlineData("can you see anyone in red", "find(\"person\")|where(a, \"red\")|exists(b)", "en", "can you see (nobody|no one) in red")]
    [InlineData("赤い車はありますか", "find(\"car\")|where(a, \"red\")|exists(b)", "ja", "赤い車は(ありませんか|ないですか)")]
    [InlineData("犬はいますか?", "find(\"dog\")|exists(a)", "ja", "犬は(いませんか|いないですか)")]
    [InlineData("過去10秒に犬を見ましたか", "seen_between(\"dog\", 10)|exists(a)", "ja", "過去10秒に犬を見ませんでしたか")]
    public void Turn_WhetherThereIsOne_WhetherThereIsNone(string question, string calls, string language, string expected)
    {
        var made = Turned(question, calls, language);
        Assert.NotEmpty(made);
        Assert.All(made, turned =>
        {
            Assert.Matches($"^{expected}$", turned.Question);
            Assert.Equal(Taught.Pair("", $"{calls}|not_({(char)('a' + calls.Split('|').Length - 1)})", language).Plan, turned.Plan);
        });
    }

    [Theory]
    [InlineData("how many red cars are there on the road", "find(\"car\")|where(a, \"red\", \"road\")|count(b)", "en", "are there {0} red cars on the road")]
    [InlineData("how many dogs did you see in the past 9 seconds", "seen_between(\"dog\", 9)|count(a)", "en", "did you see {0} dogs in the past 9 seconds")]
    [InlineData("how many cars are moving", "find(\"car\")|moving(a)|count(b)", "en", "are {0} cars moving")]
    [InlineData("what is the number of cups", "find(\"cup\")|count(a)", "en", "is the number of cups {0}")]
    public void Turn_HowMany_WhetherSoMany(string question, string calls, string language, string expected)
    {
        var made = Turned(question, calls, language);
        Assert.True(made.Count > 20, $"{made.Count} ways");
        Assert.All(made, turned =>
        {
            var (number, order) = Compared(turned.Plan);
            string[] said = order switch
            {
                "greater" => [$"more than {number}", $"over {number}"],
                "less" => [$"fewer than {number}", $"less than {number}"],
                "at_least" => [$"at least {number}", $"no fewer than {number}"],
                "at_most" => [$"at most {number}", $"no more than {number}"],
                _ => [$"exactly {number}"],
            };
            Assert.Contains(turned.Question, said.Select(many => expected.Replace("{0}", many, StringComparison.Ordinal)));
        });
    }

    [Theory]
    [InlineData("歩道に人は何人いますか", "find(\"person\")|where(a, \"pavement\")|count(b)", "歩道に人は{0}いますか", "人")]
    [InlineData("過去10秒に犬をいくつ見ましたか", "seen_between(\"dog\", 10)|count(a)", "過去10秒に犬を{0}見ましたか", "つ")]
    public void Turn_HowManyInJapanese_WhetherSoMany(string question, string calls, string expected, string counter)
    {
        var made = Turned(question, calls, "ja");
        Assert.True(made.Count > 20, $"{made.Count} ways");
        Assert.All(made, turned =>
        {
            var (number, order) = Compared(turned.Plan);
            var counted = $"{number}{(counter == "つ" && number.Length > 1 ? "" : counter)}";
            string[] said = order switch
            {
                "greater" => [$"{counted}より多く"],
                "less" => [$"{counted}より少なく", $"{counted}未満"],
                "at_least" => [$"{counted}以上"],
                "at_most" => [$"{counted}以下"],
                _ => [$"ちょうど{counted}"],
            };
            Assert.Contains(turned.Question, said.Select(many => expected.Replace("{0}", many, StringComparison.Ordinal)));
        });
    }

    [Theory]
    [InlineData("show me the dogs to the left of the bus", "find(\"dog\")|find(\"bus\")|left_of(a, b)", "en", "count: count the dogs to the left of the bus", "count: how many dogs to the left of the bus are there", "exists: are there any dogs to the left of the bus")]
    [InlineData("赤い車はどれですか", "find(\"car\")|where(a, \"red\")", "ja", "count: 赤い車の数は", "count: 赤い車はいくつですか", "count: 赤い車を数えて")]
    public void Turn_ShowThem_CountThem(string question, string calls, string language, params string[] expected) =>
        Assert.Equal(expected, Turned(question, calls, language).Select(turned => $"{(turned.Plan.Contains("count(", StringComparison.Ordinal) ? "count" : "exists")}: {turned.Question}").Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("show me the nearest dog", "find(\"dog\")|nearest(a)", "en")]
    [InlineData("is there a car within 10 metres", "find(\"car\")|within(a, 10)|exists(b)", "en")] // kept from training: within with not_
    [InlineData("is the car red", "find(\"car\")|given(a, \"car\")|where(b, \"red\")|exists(c)", "en")]
    [InlineData("are there more than 3 cars", "find(\"car\")|count(a)|compare(b, 3, \"greater\")", "en")]
    [InlineData("how far is the car", "find(\"car\")|distance(a)", "en")]
    [InlineData("well, is there a car", "find(\"car\")|exists(a)", "en")]
    [InlineData("車は何色ですか", "find(\"car\")|colour(a)", "ja")]
    public void Turn_WhereNothingCanBeSaidForSure_MakesNothing(string question, string calls, string language) => Assert.Empty(Turned(question, calls, language));

    private static List<Seed> Turned(string question, string calls, string language)
    {
        var seed = Taught.Pair(question, calls, language);
        return [.. Enumerable.Range(0, 200).Select(n => new QuestionTurning(WorldRandom.ForPart((ulong)n, 7)).Turn(seed)).OfType<Seed>().DistinctBy(turned => turned.Question)];
    }

    private static (string Number, string Order) Compared(string plan)
    {
        var arguments = plan.Split("compare(")[1].Split(')')[0].Split(", ");
        return (arguments[1], arguments.Length > 2 ? arguments[2].Trim('"') : "equal");
    }
}
