using System.Text.RegularExpressions;
using EdgePlanner.Values;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>
/// Asks two questions as one, or says what is to be said for yes and for no:
/// <code>
/// is there a car?   is there a bus?   ─►   is there a car and a bus?                    …   both(c, f)
///                                          is there neither a car nor a bus?            …   not_(either(c, f))
/// is there a car?                     ─►   is there a car? if so say stop, else go      …   choose(b, "stop", "go")
/// </code>
/// The other question is one of those that came before.
/// </summary>
internal sealed partial class QuestionJoining(WorldRandom random)
{
    /// <summary>Questions that are kept to be joined with.</summary>
    private const int Kept = 64;
    private const double SayingShare = 0.25;

    /// <summary>Characters of a Japanese end that both have, from は or が on: a shorter one says nothing.</summary>
    private const int LeastShared = 4;

    private readonly List<Seed> _before = [];

    /// <summary>Null where it is no question of yes or no, there is none to join it with, or what came of it is kept out of training.</summary>
    public Seed? Join(Seed seed)
    {
        if (seed.Bound.ResultType != PlanType.Bool || Plain(seed) is not { Length: > 0 } asked)
            return null;
        Seed[] others = [.. _before.Where(other => other.Language == seed.Language && other.Plan != seed.Plan)];
        Keep(seed);
        if (random.Chance(SayingShare))
            return SayingOf(seed.Language, asked) is var (said, yes, no) ? PlanReading.Standard.TryTeach(seed, said, [.. seed.CallsNamed("one_"), $"said = choose({seed.ResultNamed("one_")}, \"{yes}\", \"{no}\")", "return said"], HeldOut.LongestTaught) : null;
        if (others.Length == 0)
            return null;
        var second = random.Pick<Seed>(others);
        var (question, tools) = Together(seed.Language, asked, Plain(second)!);
        List<string> plan = [.. seed.CallsNamed("one_"), .. second.CallsNamed("two_"), $"joined = {tools[0]}({seed.ResultNamed("one_")}, {second.ResultNamed("two_")})"];
        if (tools.Length > 1)
            plan.Add($"turned = {tools[1]}(joined)");
        return PlanReading.Standard.TryTeach(seed, question, [.. plan, $"return {(tools.Length > 1 ? "turned" : "joined")}"], HeldOut.LongestTaught);
    }

    private void Keep(Seed seed)
    {
        if (_before.Count < Kept)
            _before.Add(seed);
        else
            _before[random.Between(0, Kept)] = seed;
    }

    /// <summary>Null where it is not asked as yes or no, or quotes something.</summary>
    private static string? Plain(Seed seed) =>
        BareQuestion.Of(seed) is { } question && !OutsideTexts.Quotation().IsMatch(question) && (seed.Language == Language.Japanese ? question.EndsWith('か') : AsksYesOrNo().IsMatch(question)) ? question : null;

    private (string Question, string[] Tools) Together(Language language, string one, string other)
    {
        var isBoth = random.Chance(0.5);
        if (language == Language.Japanese)
        {
            var same = 0;
            while (same < Math.Min(one.Length, other.Length) - 1 && one[^(same + 1)] == other[^(same + 1)])
                same++;
            while (same > 0 && one[^same] is not ('は' or 'が'))
                same--;
            if (same < LeastShared)
                return ($"{one}、{random.Pick<string>(isBoth ? ["そして", "それと"] : ["または", "もしくは"])}{other}", [isBoth ? "both" : "either"]);
            var (first, second, end) = (one[..^same], other[..^same], one[^same..]);
            return isBoth ? ($"{first}と{second}{random.Pick<string>(["の両方", "のどちらも", ""])}{end}", ["both"]) : ($"{first}か{second}{end}", ["either"]);
        }
        var (words, others) = (one.Split(' '), other.Split(' '));
        var shared = 0;
        while (shared < Math.Min(words.Length, others.Length) - 1 && words[shared].Equals(others[shared], StringComparison.OrdinalIgnoreCase))
            shared++;
        while (shared > 0 && words[shared - 1] is ("a" or "an" or "the" or "any" or "some" or "one"))
            shared--;
        if (shared < 2)
            return ($"{one} {(isBoth ? "and" : "or")} {other}", [isBoth ? "both" : "either"]);
        var (head, rest, more) = (string.Join(' ', words[..shared]), string.Join(' ', words[shared..]), string.Join(' ', others[shared..]));
        if (shared == 2 && random.Chance(0.3))
            return ($"{head} neither {WithoutAny(rest)} nor {WithoutAny(more)}", ["either", "not_"]);
        return isBoth
            ? ($"{head} {(random.Chance(0.4) ? "both " : "")}{rest} and {more}", ["both"])
            : ($"{head} {(random.Chance(0.4) ? "either " : "")}{rest} or {more}", ["either"]);
    }

    private static string WithoutAny(string text) => text.StartsWith("any ", StringComparison.Ordinal) ? text["any ".Length..] : text;

    private (string Question, string Yes, string No)? SayingOf(Language language, string asked)
    {
        string[] sayings = [.. Vocabulary.Shipped.NamesOf("sayings").Where(saying => !saying.IsNew && saying.IsJapanese == (language == Language.Japanese)).Select(saying => saying.Text)];
        var (yes, no) = (random.Pick<string>(sayings), random.Pick<string>(sayings));
        return yes == no ? null
            : language == Language.Japanese ? ($"{asked}。そうなら「{yes}」、{random.Pick<string>(["違えば", "そうでなければ"])}「{no}」と{random.Pick<string>(["言って", "答えて"])}", yes, no)
            : ($"{asked}? {random.Pick<string>(["if so", "if yes", "then"])} {random.Pick<string>(["say", "answer"])} {yes}, {random.Pick<string>(["otherwise", "if not", "else"])} {no}", yes, no);
    }

    [GeneratedRegex(@"^(is|are|do|does|did|has|have|was|were|can|will|would) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AsksYesOrNo();
}
