using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tests.Tools;
using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Masking;

public sealed class GbnfGrammarTests
{
    private const string Question = "Is the red car left of the bus closer than 10 metres? 赤い車は何台ありますか";
    private static readonly string[] s_lexicon = ["car", "person", "traffic light", "red", "moving"];

    [Fact]
    public void ThePlansOfTheDocumentation_CanBeDerived()
    {
        foreach (var example in PrimitiveCatalog.Standard.Tools.SelectMany(tool => tool.Examples))
        {
            var canonical = CanonicalPlan.Of(Plans.Sound(example).Plan)!;
            Assert.True(Matcher(example.Replace('"', ' ')).Matches(canonical), canonical);
        }
    }

    /// <summary>Whatever the mask lets a model write the grammar lets a server's model write.</summary>
    [Fact]
    public void WhatTheMaskLetsThrough_CanBeDerived()
    {
        var grammar = Grammar();
        var (matcher, mask) = (Matcher(Question), grammar.MaskFor(new TokenTrie(Vocabularies.Bytes), 256));
        for (var seed = 0; seed < 30; seed++)
        {
            var plan = Write(mask, new Random(seed));
            Assert.True(matcher.Matches(plan), plan);
        }
    }

    [Fact]
    public void ADerivedPlan_IsOneThatTheParserReads()
    {
        var (matcher, mask) = (Matcher(Question), Grammar().MaskFor(new TokenTrie(Vocabularies.Bytes), 256));
        var refused = 0;
        var random = new Random(1);
        string[] plans = [.. Enumerable.Range(0, 20).Select(_ => Write(mask, random))];
        for (var i = 0; i < 300; i++)
        {
            var mutated = Mutated(plans[i % plans.Length], random);
            if (!matcher.Matches(mutated))
            {
                refused++;
                continue;
            }
            var mistakes = new DiagnosticBag();
            Parser.Parse(mutated, mistakes);
            Assert.True(mistakes.IsEmpty, mutated);
        }
        Assert.InRange(refused, 150, 299);
    }

    [Theory]
    [InlineData("")]
    [InlineData("return a")]
    [InlineData("a = find(\"car\")")]
    [InlineData("a = find(\"car\")\nreturn a\n")]
    [InlineData("```\na = find(\"car\")\nreturn a\n```")]
    [InlineData("Here is the plan:\na = find(\"car\")\nreturn a")]
    [InlineData("a = find(\"car\")\nreturn b")]
    [InlineData("b = find(\"car\")\nreturn b")]
    [InlineData("a = find(\"car\")\nc = count(a)\nreturn c")]
    [InlineData("cars = find(\"car\")\nreturn cars")]
    [InlineData("a = find(phrase=\"car\")\nreturn a")]
    [InlineData("a=find(\"car\")\nreturn a")]
    [InlineData("a = count(find(\"car\"))\nreturn a")]
    [InlineData("a = locate(\"car\")\nreturn a")]
    [InlineData("a = find(\"truck\")\nreturn a")]
    [InlineData("a = find(\"\")\nreturn a")]
    [InlineData("a = find(\"car bus\")\nreturn a")]
    [InlineData("a = find(\"car\")\nb = within(a, 007)\nreturn b")]
    [InlineData("a = find(\"car\")\nb = within(a, -1)\nreturn b")]
    [InlineData("a = find(\"car\")\nb = within(a, 12345)\nreturn b")]
    [InlineData("a = find(\"car\")\nb = within(a)\nreturn b")]
    [InlineData("a = find(\"car\")\nb = count(3)\nreturn b")]
    [InlineData("a = find(\"car\")\nb = compare(a, a, \"nearly\")\nreturn b")]
    public void WhatIsNoPlan_CannotBeDerived(string text) => Assert.False(Matcher(Question).Matches(text));

    [Fact]
    public void Texts_OnlyFromTheQuestionAndTheLexicon()
    {
        var matcher = Matcher(Question);
        bool Derives(string text) => matcher.Matches($"a = find(\"{text}\")\nreturn a");

        Assert.All((string[])["car", "red car", "bus", "metres", "traffic light", "赤い車", "車", "Is the red"], text => Assert.True(Derives(text), text));
        Assert.All((string[])["traffic", "ar", "車赤", "red car\"), system(\""], text => Assert.False(Derives(text), text));
    }

    [Fact]
    public void Numbers_OnlyThoseOfTheQuestion()
    {
        bool Derives(string question, string number) => Matcher(question).Matches($"a = find(\"car\")\nb = within(a, {number})\nreturn b");

        Assert.True(Derives(Question, "10"));
        Assert.All((string[])["1", "11", "100"], number => Assert.False(Derives(Question, number), number));
        Assert.All((string[])["3", "0.75"], number => Assert.True(Derives("is the car in arm's reach", number), number));
    }

    [Fact]
    public void Statements_AtMostAsManyAsAllowed()
    {
        static string Plan(int calls)
        {
            const string letters = "abcdefghijklmnopqstuvwxyz";
            return string.Concat(Enumerable.Range(0, calls).Select(i => $"{letters[i]} = find(\"car\")\n")) + $"return {letters[calls - 1]}";
        }
        var (whole, four) = (Matcher(Question), new GbnfMatcher(GbnfGrammar.Of(Grammar() with { MostStatements = 4 }, Question)));

        Assert.True(whole.Matches(Plan(PlanLimits.Statements - 1)));
        Assert.False(whole.Matches(Plan(PlanLimits.Statements)));
        Assert.True(four.Matches(Plan(3)));
        Assert.False(four.Matches(Plan(4)));
    }

    [Fact]
    public void Tools_ThoseOfTheOffer_OnesOwnToo()
    {
        var offer = PrimitiveCatalog.Standard.With(OwnTool.Crowding).For(Capabilities.Detector, ToolPacks.Core);
        var matcher = new GbnfMatcher(GbnfGrammar.Of(new PlanGrammar(offer, CostProfile.Declared, Plans.Ample, s_lexicon), Question));

        Assert.True(matcher.Matches("a = find(\"car\")\nb = crowding(a)\nreturn b"));
        Assert.False(matcher.Matches("a = last_seen(\"car\")\nreturn a"));
    }

    [Fact]
    public void NoWords_NoTextCanBeWritten()
    {
        var matcher = new GbnfMatcher(GbnfGrammar.Of(Grammar() with { Lexicon = [] }, "?"));

        Assert.False(matcher.Matches("a = find(\"car\")\nreturn a"));
        Assert.False(matcher.Matches("a = find(\"\")\nreturn a"));
        Assert.True(matcher.Matches("a = find(b)\nreturn a"));
    }

    /// <summary>Versions of llama.cpp differ in whether a rule's name may have an underscore; none takes more than 2,000 repetitions.</summary>
    [Fact]
    public void Rules_AreNamedAsEveryVersionTakesThem() => Assert.All(Matcher(Question).Rules, rule => Assert.Matches("^[a-z0-9-]+$", rule));

    private static PlanGrammar Grammar() => new(Plans.Everything, CostProfile.Declared, Plans.Ample, s_lexicon);

    private static GbnfMatcher Matcher(string question) => new(GbnfGrammar.Of(Grammar(), question));

    /// <summary>A model that knows nothing: any byte that is allowed.</summary>
    private static string Write(TokenMask mask, Random random)
    {
        var (cursor, plan) = (mask.Begin(Question), new List<byte>());
        while (!cursor.IsEnded)
        {
            var allowed = cursor.Allowed.ToArray();
            var choices = Enumerable.Range(0, 256).Where(token => (allowed[token >> 6] >> token & 1) != 0).ToArray();
            var value = choices[random.Next(choices.Length)];
            Assert.True(cursor.TryAccept(value));
            plan.Add((byte)value);
        }
        return Encoding.UTF8.GetString([.. plan]);
    }

    private static string Mutated(string plan, Random random)
    {
        const string signs = " \n\"(),=abcr019.#é車";
        var at = random.Next(plan.Length);
        var sign = signs[random.Next(signs.Length)].ToString();
        return random.Next(4) switch
        {
            0 => plan.Remove(at, 1),
            1 => plan.Insert(at, sign),
            2 => plan.Remove(at, 1).Insert(at, sign),
            _ => string.Join('\n', plan.Split('\n').OrderBy(_ => random.Next())),
        };
    }
}
