using System.Text;
using CsCheck;
using EdgePlanner.Masking;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using Xunit;

namespace EdgePlanner.Tests.Masking;

public sealed class TokenMaskTests
{
    private const string Question = "Is the red car left of the bus closer than 10 metres? 赤い車は何台ありますか";
    private static readonly string[] s_lexicon = ["car", "person", "traffic light", "red", "moving"];

    [Fact]
    public void Allowed_WhateverIsChosen_TheEndIsASoundPlan() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var vocabulary = Vocabularies.Cut(seed % 3, 2000);
            var (plan, _) = Write(vocabulary, Mask(vocabulary, Plans.Ample), new Random(seed));
            var result = Plans.Check(plan);
            Assert.True(result.Plan is not null, $"{plan}\n{result.Explain()}");
        },
        iter: 100, threads: 1);

    [Theory]
    [InlineData(60)]
    [InlineData(250)]
    public void Allowed_LittleBudget_TheEndIsAPlanThatFitsIt(int milliseconds)
    {
        var checker = new PlanChecker(Plans.Everything, CostProfile.Declared);
        var (budget, mask) = (TimeSpan.FromMilliseconds(milliseconds), Mask(Vocabularies.Bytes, TimeSpan.FromMilliseconds(milliseconds)));
        for (var seed = 0; seed < 40; seed++)
        {
            var (plan, _) = Write(Vocabularies.Bytes, mask, new Random(seed));
            var result = checker.Check(plan, budget);
            Assert.True(result.Plan is not null, $"{plan}\n{result.Explain()}");
        }
    }

    [Fact]
    public void Allows_AnyTokenAnywhere_AsTheMaskSays()
    {
        var vocabulary = Vocabularies.Cut(5, 1000);
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            Write(vocabulary, Mask(vocabulary, Plans.Ample), random, cursor =>
            {
                var one = cursor.Fork();
                var tokens = Enumerable.Range(0, 200).Select(_ => random.Next(vocabulary.Length)).ToArray();
                var alone = tokens.Select(token => one.Allows(token)).ToArray();
                var mask = one.Allowed.ToArray();
                Assert.Equal(tokens.Select(token => (mask[token >> 6] >> token & 1) != 0), alone);
            });
        }
    }

    [Fact]
    public void Texts_OnlyFromTheQuestionAndTheLexicon()
    {
        var mask = Mask(Vocabularies.Bytes, Plans.Ample);
        bool Writes(string text) => Accepts(mask, Question, $"a = find(\"{text}\")\nreturn a");

        Assert.All((string[])["car", "red car", "bus", "metres", "traffic light", "赤い車", "車"], text => Assert.True(Writes(text), text));
        Assert.All((string[])["", "truck", "traffic", "ar", "car bus", "車赤", "red car\"), system(\""], text => Assert.False(Writes(text), text));
    }

    /// <summary>A blank is no sign of a word in Japanese; a change of script is.</summary>
    [Fact]
    public void Texts_OfAWordOfAnotherScript_AreTheWholeWord()
    {
        var mask = Mask(Vocabularies.Bytes, Plans.Ample);
        bool Writes(string text) => Accepts(mask, "一番近い赤いentryway2の前のe-bikeは何色?", $"a = find(\"{text}\")\nreturn a");

        Assert.All((string[])["entryway2", "赤いentryway2", "近い", "色", "e-bike", "前のe-bike"], text => Assert.True(Writes(text), text));
        Assert.All((string[])["entry", "way2", "entryway", "赤いentry", "bike", "のe"], text => Assert.False(Writes(text), text));
    }

    /// <summary>In the unit of the place where they stand: no model has to know what an hour has.</summary>
    [Theory]
    [InlineData("did a car pass in the last ten minutes?", "a = seen_between(\"car\", {0})\nb = exists(a)\nreturn b", "600", "10 1 60 6000 12")]
    [InlineData("did at least 3 cars pass in the last minute", "a = seen_between(\"car\", {0})\nb = count(a)\nc = compare(b, 3, \"at_least\")\nreturn c", "60", "3 1")]
    [InlineData("過去1時間に車を見ましたか", "a = seen_between(\"car\", {0})\nb = exists(a)\nreturn b", "3600", "1 12 60")]
    [InlineData("more than 3 cars between 2 hours and 5 minutes ago", "a = seen_between(\"car\", 7200, 300)\nb = count(a)\nc = compare(b, {0}, \"greater\")\nreturn c", "0 1 2 3", "4 5 7200 30")]
    [InlineData("is the car nearer than 5.5 metres?", "a = find(\"car\")\nb = distance(a)\nc = compare(b, {0}, \"less\")\nreturn c", "5.5", "5 55 5.50 6")]
    [InlineData("is a car faster than 30 km/h", "a = find(\"car\")\nb = speed_of(a)\nc = compare(b, {0}, \"greater\")\nreturn c", "8.33", "30 8 8.3")]
    [InlineData("a car within 10", "a = find(\"car\")\nb = within(a, {0})\nreturn b", "10", "1 100")]
    [InlineData("a car in arm's reach", "a = find(\"car\")\nb = within(a, {0})\nreturn b", "1 10 1999 0.75", "12345 01 0.123")]
    [InlineData("is a car straight ahead", "a = find(\"car\")\nb = direction(a)\nc = compare(b, {0})\nreturn c", "1 3 12", "0 13")]
    [InlineData("is there one car?", "a = find(\"car\")\nb = count(a)\nc = compare(b, {0})\nreturn c", "0 1 2", "3 12")]
    public void Numbers_OnlyThoseOfTheQuestion(string question, string plan, string may, string mayNot)
    {
        var mask = Mask(Vocabularies.Bytes, Plans.Ample);
        bool Writes(string number) => Accepts(mask, question, plan.Replace("{0}", number, StringComparison.Ordinal));

        Assert.All(may.Split(' '), number => Assert.True(Writes(number), number));
        Assert.All(mayNot.Split(' '), number => Assert.False(Writes(number), number));
    }

    /// <summary>Whatever a question says, and however oddly: no dead end, a sound plan, and no number that is neither said nor one that nobody has to say.</summary>
    [Fact]
    public void Numbers_OfAnyQuestion_TheEndIsASoundPlan()
    {
        string[] parts = ["did at least 3 cars", "in the last ten minutes", "within 5 m", "時速30キロ", "a dozen", "0.25 km", "twenty-one", "1,000,000 seconds", "三台以上", "一時間半", "the past hour", "999999999999999999999", "0", "1.", ".5", "5%", "12 o'clock", "30°", ""];
        var gen = Gen.Select(Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 4], Gen.Int[0, 1_000_000]);
        var mask = Mask(Vocabularies.Bytes, Plans.Ample);
        gen.Sample(
            drawn =>
            {
                var question = string.Join(' ', drawn.Item1);
                var (plan, _) = Write(Vocabularies.Bytes, mask, new Random(drawn.Item2), question: question);
                var result = Plans.Check(plan);
                Assert.True(result.Plan is not null, $"{question}\n{plan}\n{result.Explain()}");
            },
            iter: 100, threads: 1);
    }

    [Fact]
    public void Numbers_OneThatIsSaid_ComesAtOnceAndIsCopied()
    {
        var cursor = Mask(Vocabularies.Bytes, Plans.Ample).Begin("did a car pass in the last ten minutes?");
        foreach (var value in "a = seen_between(\"car\", "u8)
            Assert.True(cursor.TryAccept(value));
        var target = new byte[8];

        Assert.Equal("600", Encoding.UTF8.GetString(target, 0, cursor.Forced(target)));
        Assert.True(cursor.TryAccept('6'));
        Assert.True(cursor.IsCopying);
    }

    [Fact]
    public void Allowed_AnotherQuestion_OtherNumbers()
    {
        byte[][] vocabulary = [.. Vocabularies.Bytes[..256], .. new[] { ", 60", "60" }.Select(Encoding.UTF8.GetBytes), []];
        var mask = Mask(vocabulary, Plans.Ample);
        foreach (var (question, has) in (ReadOnlySpan<(string, bool)>)[("a car in the past minute", true), ("a car in the last second", false), ("in 60 seconds", true), ("a car", true), ("6 s", false)])
        {
            var cursor = mask.Begin(question);
            foreach (var value in "a = seen_between(\"car\""u8)
                Assert.True(cursor.TryAccept(value));
            Assert.Equal(has, (cursor.Allowed[256 >> 6] >> 256 & 1) != 0);
            foreach (var value in ", "u8)
                cursor.TryAccept(value);
            Assert.Equal(has, (cursor.Allowed[257 >> 6] >> 257 & 1) != 0);
        }
    }

    [Fact]
    public void Allowed_AnotherQuestion_OtherTexts()
    {
        byte[][] vocabulary = [.. Vocabularies.Bytes[..256], .. new[] { "\"bus", "find(\"bus\")" }.Select(Encoding.UTF8.GetBytes), []];
        var mask = Mask(vocabulary, Plans.Ample);
        foreach (var (question, has) in (ReadOnlySpan<(string, bool)>)[("where is the bus?", true), ("where is the lorry?", false), ("a bus", true), ("", false)])
        {
            var cursor = mask.Begin(question);
            foreach (var value in "a = "u8)
                cursor.TryAccept(value);
            Assert.Equal(has, (cursor.Allowed[257 >> 6] >> 257 & 1) != 0);
            foreach (var value in "find("u8)
                cursor.TryAccept(value);
            Assert.Equal(has, (cursor.Allowed[256 >> 6] >> 256 & 1) != 0);
        }
    }

    [Fact]
    public void Forced_AfterAToolsName_WhatMustFollowComesAtOnce()
    {
        var mask = Mask(Vocabularies.Bytes, Plans.Ample);
        var cursor = mask.Begin(Question);
        var target = new byte[64];

        Assert.Equal("a = ", Encoding.UTF8.GetString(target, 0, cursor.Forced(target)));
        foreach (var value in "a = fi"u8)
            Assert.True(cursor.TryAccept(value));
        Assert.Equal("nd(\"", Encoding.UTF8.GetString(target, 0, cursor.Forced(target)));
    }

    [Fact]
    public void Canonical_ThePlansOfTheDocumentation_CanBeWrittenAndSayTheSame()
    {
        var mask = Mask(Vocabularies.Bytes, Plans.Ample);
        foreach (var example in PrimitiveCatalog.Standard.Tools.SelectMany(tool => tool.Examples))
        {
            var plan = Plans.Sound(example);
            var canonical = CanonicalPlan.Of(plan.Plan);

            Assert.NotNull(canonical);
            Assert.True(Accepts(mask, example.Replace('"', ' '), canonical), $"{example}\n{canonical}");
            Assert.Equal(plan.Plan.Steps.ToArray().Select(step => (step.Tool.Name, step.Type)), Plans.Sound(canonical).Plan.Steps.ToArray().Select(step => (step.Tool.Name, step.Type)));
            Assert.Equal(canonical, CanonicalPlan.Of(Plans.Sound(canonical).Plan));
        }
    }

    private static TokenMask Mask(byte[][] vocabulary, TimeSpan budget) =>
        new(new TokenTrie(vocabulary), vocabulary.Length - 1, Plans.Everything, CostProfile.Declared, budget, s_lexicon);

    private static bool Accepts(TokenMask mask, string question, string plan)
    {
        var cursor = mask.Begin(question);
        return Encoding.UTF8.GetBytes(plan).All(value => cursor.TryAccept(value)) && cursor.IsEnded;
    }

    /// <summary>A model that knows nothing: any allowed token, all as likely.</summary>
    private static (string Plan, int Tokens) Write(byte[][] vocabulary, TokenMask mask, Random random, Action<PlanCursor>? look = null, string question = Question)
    {
        var (cursor, plan, tokens) = (mask.Begin(question), new List<byte>(), 0);
        while (true)
        {
            look?.Invoke(cursor);
            var allowed = cursor.Allowed.ToArray();
            var choices = Enumerable.Range(0, vocabulary.Length).Where(token => (allowed[token >> 6] >> token & 1) != 0).ToArray();
            Assert.NotEmpty(choices);
            var token = choices[random.Next(choices.Length)];
            Assert.True(cursor.TryAccept(token));
            tokens++;
            Assert.InRange(tokens, 1, 8 * 1024);
            if (vocabulary[token].Length == 0)
                return (Encoding.UTF8.GetString([.. plan]), tokens);
            plan.AddRange(vocabulary[token]);
        }
    }
}
