using EdgePlanner.Generating;
using EdgePlanner.Masking;
using Xunit;

namespace EdgePlanner.Tests.Generating;

public sealed class TokenChoiceTests
{
    private static readonly int s_count = Writing.Tokenizer.Bytes.Count;
    private static readonly TokenMask s_mask = Writing.Grammar.MaskFor(new TokenTrie([.. Writing.Tokenizer.Bytes]), Writing.Tokenizer.IdOf("<end>")!.Value);

    [Theory]
    [InlineData("")]
    [InlineData("a = find(\"")]
    [InlineData("a = find(\"car\")\nb = where(")]
    public void Take_IsTheBestOfWhatIsAllowed_WithItsFigures(string written)
    {
        var random = new Random(9);
        for (var round = 0; round < 50; round++)
        {
            var scores = Enumerable.Range(0, s_count).Select(_ => (float)(random.NextDouble() * 8)).ToArray();
            var cursor = Cursor(written);
            var mask = cursor.Allowed.ToArray();
            var allowed = Enumerable.Range(0, s_count).Where(token => (mask[token >> 6] >> token & 1) != 0).ToList();
            var (sum, all) = (allowed.Sum(token => Math.Exp(scores[token])), scores.Sum(score => Math.Exp(score)));
            var state = 0UL;
            var (token, logProbability, share) = new TokenChoice(s_count).Take(scores, cursor, default, ref state);
            Assert.Equal(allowed.MaxBy(id => scores[id]), token);
            Assert.Equal(scores[token] - Math.Log(sum), logProbability, 1e-4);
            Assert.Equal(sum / all, share, 1e-4);
        }
    }

    [Fact]
    public void Take_OfWhatTheModelIsSureOf_IsThatWithinAHundredth()
    {
        var cursor = Cursor("a = find(\"");
        var scores = new float[s_count];
        scores[Writing.Tokenizer.IdOf("car")!.Value] = 12;
        var state = 0UL;
        var (token, logProbability, share) = new TokenChoice(s_count).Take(scores, cursor, default, ref state);
        Assert.Equal(Writing.Tokenizer.IdOf("car"), token);
        Assert.Equal(0, logProbability, 0.01);
        Assert.Equal(1, share, 0.01);
    }

    private static PlanCursor Cursor(string written)
    {
        var cursor = s_mask.Begin("red cars");
        foreach (var token in Writing.Tokenizer.Encode(written, special: false))
            Assert.True(cursor.TryAccept(token), written);
        return cursor;
    }
}
