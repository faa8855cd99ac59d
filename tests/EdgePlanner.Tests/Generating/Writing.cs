using System.Text;
using EdgeEngines.Generating.Tokens;
using EdgeEngines.Tests.Generating.Tokens;
using EdgePlanner.Generating;
using EdgePlanner.Masking;
using EdgePlanner.Planning.Modelled;
using EdgePlanner.Pricing;

namespace EdgePlanner.Tests.Generating;

/// <summary>A vocabulary with a few tools as tokens, and models over it.</summary>
internal static class Writing
{
    public const string Plan = "a = find(\"car\")\nb = where(a, \"red\")\nc = count(b)\nreturn c";

    public static TextTokenizer Tokenizer { get; } = TextTokenizer.Read(Encoding.UTF8.GetBytes(TinyTokenizer.ByteLevel(
        ["c a", "ca r", "r e", "re d", ", Ġ"],
        "<ask>", "<plan>", "<end>", " = find(", " = count(", " = where(", "\")\n", ")\n", "return ").ToJsonString()), "tiny.json");

    public static PlanGrammar Grammar { get; } = new(Plans.Everything, CostProfile.Declared, Plans.Ample, PlanWords.Shipped);

    public static int PlanToken => Tokenizer.IdOf("<plan>")!.Value;

    public static WritingRequest Request(string question, Sampling sampling = default, int samples = 1, int mostTokens = 256) =>
        new($"<ask>{question}<plan>", question, Grammar, sampling, samples, mostTokens);

    /// <summary>What a row has behind its prompt.</summary>
    public static string Written(IReadOnlyList<int> row) =>
        Encoding.UTF8.GetString([.. row.Skip(row.ToList().LastIndexOf(PlanToken) + 1).SelectMany(token => Tokenizer.Bytes[token])]);

    /// <summary>Likes the tokens of a text, in turn; where it is beyond it or beside it, nothing.</summary>
    public static float[] Likes(IReadOnlyList<int> row, string plan)
    {
        var scores = new float[Tokenizer.Bytes.Count];
        var (tokens, written, at) = (Tokenizer.Encode(plan, special: false), Written(row), "");
        foreach (var token in tokens)
        {
            if (at == written)
            {
                scores[token] = 20;
                break;
            }
            at += Encoding.UTF8.GetString(Tokenizer.Bytes[token]);
        }
        return scores;
    }
}
