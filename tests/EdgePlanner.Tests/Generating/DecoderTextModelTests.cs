using EdgeEngines.Models;
using EdgePlanner.Generating;
using Xunit;

namespace EdgePlanner.Tests.Generating;

public sealed class DecoderTextModelTests
{
    private const string Question = "how many red cars are there";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_IsWhatTheModelLikes_InFewerStepsThanTokens()
    {
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row => Writing.Likes(row, Writing.Plan));
        var plan = await OneAsync(decoder, Writing.Request(Question));
        Assert.Equal((Writing.Plan, WritingEnd.Whole), (plan.Text, plan.End));
        Assert.InRange(plan.LogProbability, -0.2, 0);
        Assert.InRange(plan.LeastAllowed, 0.98, 1);
        // What can only follow is read with what it follows: "a" with the prompt, the next letter with the line's end.
        Assert.InRange(decoder.Steps, 1, Writing.Tokenizer.Encode(Writing.Plan, special: false).Count - 4);
    }

    [Fact]
    public async Task Write_OfWhatIsNoPlan_IsLedToOne()
    {
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row => Writing.Likes(row, "a = fond(\"car\")"), context: 4096);
        var plan = await OneAsync(decoder, Writing.Request(Question, mostTokens: 2000));
        Assert.Equal(WritingEnd.Whole, plan.End);
        Assert.True(Plans.Check(plan.Text).Plan is not null, plan.Text);
        Assert.InRange(plan.LeastAllowed, 0, 0.01);
    }

    /// <summary>Who cannot spell a word is led through it by the question; that the rest is no plan does not follow.</summary>
    [Fact]
    public async Task Write_OfAWordThatTheModelCannotSpell_IsNotHeldAgainstThePlan()
    {
        const string plan = "a = find(\"wug\")\nb = count(a)\nreturn b";
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row => Writing.Likes(row, Writing.Written(row) == "a = find(\"wu" ? "a = find(\"wux" : plan));
        var written = await OneAsync(decoder, Writing.Request("is there a wug?"));
        Assert.Equal(plan, written.Text);
        Assert.InRange(written.LeastAllowed, 0.98, 1);
    }

    /// <summary>Nor the name of a tool, of which it knows what its documentation says.</summary>
    [Fact]
    public async Task Write_OfAToolThatTheModelCannotSpell_IsNotHeldAgainstThePlan()
    {
        const string plan = "a = find(\"wug\")\nb = colour(a)\nreturn b";
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row => Writing.Likes(row, Writing.Written(row).EndsWith("b = co", StringComparison.Ordinal) ? "a = find(\"wug\")\nb = cox(a)" : plan));
        var written = await OneAsync(decoder, Writing.Request("what colour is the wug?"));
        Assert.Equal(plan, written.Text);
        Assert.InRange(written.LeastAllowed, 0.98, 1);
    }

    [Fact]
    public async Task Write_OfManyRequests_GivesEachItsOwn()
    {
        string[] things = ["car", "bus", "dog"];
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row =>
        {
            var prompt = System.Text.Encoding.UTF8.GetString([.. row.SelectMany(token => Writing.Tokenizer.Bytes[token])]);
            return Writing.Likes(row, $"a = find(\"{things.First(thing => prompt.Contains(thing, StringComparison.Ordinal))}\")\nb = count(a)\nreturn b");
        });
        await using var model = new DecoderTextModel(decoder, Writing.Tokenizer);
        var requests = Enumerable.Range(0, 70).Select(i => Writing.Request($"how many {things[i % 3]}", new Sampling(0.1f, Seed: (ulong)i), samples: 1 + (i % 3))).ToList();
        var written = await model.WriteAsync(requests, Cancelled);
        Assert.Equal(requests.Select(request => request.Samples), written.Select(plans => plans.Count));
        Assert.Equal(DecoderTextModel.MostRows, decoder.MostRows);
        for (var i = 0; i < requests.Count; i++)
            Assert.All(written[i], plan => Assert.Equal($"a = find(\"{things[i % 3]}\")\nb = count(a)\nreturn b", plan.Text));
    }

    [Fact]
    public async Task Samples_OfRandomScores_AreSound_BestFirst_AndTheSameForASeed()
    {
        var random = new Random(3);
        var tables = Enumerable.Range(0, 64).Select(_ => Enumerable.Range(0, Writing.Tokenizer.Bytes.Count).Select(_ => (float)(random.NextDouble() * 6)).ToArray()).ToArray();
        await using var model = new DecoderTextModel(new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row => tables[(row[^1] + row.Count) % 64], context: 2048), Writing.Tokenizer);
        var first = (await model.WriteAsync([Writing.Request(Question, new Sampling(1, Seed: 7), 40, 1000)], Cancelled))[0];
        Assert.All(first, plan => Assert.True(plan.End == WritingEnd.Whole && Plans.Check(plan.Text).Plan is not null, plan.Text));
        Assert.Equal(first.OrderByDescending(plan => plan.LogProbability), first);
        Assert.InRange(first.Select(plan => plan.Text).Distinct().Count(), 20, 40);
        var again = (await model.WriteAsync([Writing.Request(Question, new Sampling(1, Seed: 7), 40, 1000)], Cancelled))[0];
        Assert.Equal(first.Select(plan => plan.Text), again.Select(plan => plan.Text));
        var other = (await model.WriteAsync([Writing.Request(Question, new Sampling(1, Seed: 8), 40, 1000)], Cancelled))[0];
        Assert.NotEqual(first.Select(plan => plan.Text), other.Select(plan => plan.Text));
    }

    [Fact]
    public async Task Samples_FollowTheScores()
    {
        // One choice is open, 3 to 1: the noun.
        var (car, bus) = (Id("car"), Id("b"));
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row =>
        {
            var scores = Writing.Likes(row, "a = find(\"");
            if (Writing.Written(row) == "a = find(\"")
                (scores[car], scores[bus]) = ((float)Math.Log(3e9), (float)Math.Log(1e9));
            else if (Writing.Written(row).Length > 10)
                scores = Writing.Likes(row, Writing.Written(row).Contains("\"b", StringComparison.Ordinal) ? "a = find(\"bus\")\nreturn a" : "a = find(\"car\")\nreturn a");
            return scores;
        });
        await using var model = new DecoderTextModel(decoder, Writing.Tokenizer);
        var plans = (await model.WriteAsync([Writing.Request("car or bus", new Sampling(1, Seed: 5), 2000)], Cancelled))[0];
        var cars = plans.Count(plan => plan.Text.Contains("car", StringComparison.Ordinal)) / 2000.0;
        Assert.InRange(cars, 0.70, 0.80); // five standard deviations
        plans = (await model.WriteAsync([Writing.Request("car or bus", new Sampling(1, MinP: 0.5f, Seed: 5), 200)], Cancelled))[0];
        Assert.All(plans, plan => Assert.Contains("car", plan.Text, StringComparison.Ordinal));
        plans = (await model.WriteAsync([Writing.Request("car or bus", new Sampling(1, TopP: 0.7f, Seed: 5), 200)], Cancelled))[0];
        Assert.All(plans, plan => Assert.Contains("car", plan.Text, StringComparison.Ordinal));

        static int Id(string token) => Writing.Tokenizer.IdOf(token)!.Value;
    }

    [Fact]
    public async Task Write_TellsWhyItIsNotWhole()
    {
        ScriptedDecoder Decoder(int context) => new(Writing.Tokenizer.Bytes.Count, row => Writing.Likes(row, Writing.Plan), context: context);
        Assert.Equal(WritingEnd.OutOfTokens, (await OneAsync(Decoder(512), Writing.Request(Question, mostTokens: 6))).End);
        Assert.Equal(WritingEnd.OutOfContext, (await OneAsync(Decoder(40), Writing.Request(Question))).End);
        var none = await OneAsync(Decoder(8), Writing.Request(Question));
        Assert.Equal((WritingEnd.OutOfContext, 0), (none.End, none.Tokens));
    }

    [Fact]
    public async Task Write_IsCancelledBetweenSteps()
    {
        using var cancel = new CancellationTokenSource();
        var decoder = new ScriptedDecoder(Writing.Tokenizer.Bytes.Count, row => Writing.Likes(row, Writing.Plan)) { OnStep = cancel.Cancel };
        await using var model = new DecoderTextModel(decoder, Writing.Tokenizer);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await model.WriteAsync([Writing.Request(Question)], cancel.Token));
        Assert.Equal(1, decoder.Steps);
    }

    [Fact]
    public async Task Write_OfScoresThatAreNone_IsRefused()
    {
        var scores = new float[Writing.Tokenizer.Bytes.Count];
        scores[7] = float.NaN;
        var refusal = await Assert.ThrowsAsync<TextModelException>(async () => await OneAsync(new ScriptedDecoder(scores.Length, _ => scores), Writing.Request(Question)));
        Assert.Contains("are no numbers", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenizer_OfAnotherModel_IsRefused()
    {
        Assert.Contains("it is another model's", Refusal(new ScriptedDecoder(100, _ => [])), StringComparison.Ordinal);
        Assert.Contains("no token \"<stop>\"", Refusal(new ScriptedDecoder(1000, _ => [], new GenerationDescription { End = "<stop>" })), StringComparison.Ordinal);

        static string Refusal(ScriptedDecoder decoder) => Assert.Throws<ModelException>(() => new DecoderTextModel(decoder, Writing.Tokenizer)).Message;
    }

    private static async Task<WrittenPlan> OneAsync(ScriptedDecoder decoder, WritingRequest request)
    {
        await using var model = new DecoderTextModel(decoder, Writing.Tokenizer);
        return (await model.WriteAsync([request], Cancelled))[0][0];
    }
}
