using System.Text.RegularExpressions;

namespace EdgeWorld.Planning.Seeds;

/// <summary>How two things are asked after.</summary>
internal sealed partial class TwoMeasured
{
    private static readonly (string Is, string Which, string Japanese, string Order)[] s_farther = [("nearer", "is nearer", "近い", "less"), ("closer", "is closer", "近い", "less"), ("farther", "is farther away", "遠い", "greater"), ("further away", "is further", "遠い", "greater")];
    private static readonly (string Is, string Which, string Japanese, string Order)[] s_faster = [("faster", "is faster", "速い", "greater"), ("slower", "is slower", "遅い", "less"), ("moving faster", "moves faster", "速い", "greater")];

    private AskedOfTwo? More(string question, string plan, string many)
    {
        if (HowManyQuestion.Of(question) is not var (head, things, rest) || !SaysAll(things, NounsIn.English, plan))
            return null;
        return random.Between(0, 6) switch
        {
            0 or 1 => new($"{head} more {things} than {many}{rest}", "greater"),
            2 => new($"{head} fewer {things} than {many}{rest}", "less"),
            3 => new($"{head} as many {things} as {many}{rest}", "equal"),
            4 => new($"{head} more {things} or more {many}{rest}", "greater", things, many),
            _ => new($"which {head} more of{rest}, {things} or {many}", "greater", things, many),
        };
    }

    private AskedOfTwo? MoreInJapanese(string question, string plan, string other)
    {
        var match = HowManyInJapanese().Match(question);
        if (!match.Success || !SaysAll(match.Groups["things"].Value, NounsIn.Japanese, plan))
            return null;
        var (things, rest) = (match.Groups["things"].Value, match.Groups["when"].Value);
        return random.Between(0, 4) switch
        {
            0 => new($"{rest}{things}は{other}より{(match.Groups["seen"].Success ? "多く見ましたか" : "多いですか")}", "greater"),
            1 => new($"{rest}{other}より{things}{(match.Groups["seen"].Success ? "を多く見ましたか" : "のほうが多いですか")}", "greater"),
            2 => new($"{rest}{things}と{other}は同じ数ですか", "equal"),
            _ => new($"{rest}{things}と{other}ではどちらが多いですか", "greater", things, other),
        };
    }

    private AskedOfTwo? Measured(Match match, string other, (string Is, string Which, string Japanese, string Order)[] how)
    {
        if (!match.Success)
            return null;
        var (one, (comparative, which, _, order)) = (match.Groups["one"].Value, random.Pick<(string, string, string, string)>(how));
        return random.Between(0, 3) switch
        {
            0 => new($"which {which}, the {one} or the {other}", order, one, other),
            1 => new($"is the {one} or the {other} {comparative}", order, one, other),
            _ => new($"is the {one} {comparative} than the {other}", order),
        };
    }

    private AskedOfTwo? MeasuredInJapanese(Match match, string other, (string Is, string Which, string Japanese, string Order)[] how)
    {
        if (!match.Success)
            return null;
        var (one, (_, _, word, order)) = (match.Groups["one"].Value, random.Pick<(string, string, string, string)>(how));
        return random.Between(0, 3) switch
        {
            0 => new($"{one}と{other}ではどちらが{word}ですか", order, one, other),
            1 => new($"{other}より{one}のほうが{word}ですか", order),
            _ => new($"{one}は{other}より{word}ですか", order),
        };
    }

    private AskedOfTwo? Alike(string question, string other)
    {
        var match = Attribute().Match(question);
        if (!match.Success)
            return null;
        var (what, one) = (match.Groups["what"].Value, match.Groups["one"].Value);
        return random.Between(0, 4) switch
        {
            0 => new($"do the {one} and the {other} have the same {what}", "equal"),
            1 => new($"is the {one} the same {what} as the {other}", "equal"),
            2 => new($"do the {one} and the {other} differ in {what}", "different"),
            _ => new($"do the {one} and the {other} have different {what}s", "different"),
        };
    }

    private AskedOfTwo? AlikeInJapanese(string question, string other)
    {
        var match = AttributeInJapanese().Match(question);
        if (!match.Success)
            return null;
        var (what, one) = (match.Groups["what"].Value, match.Groups["one"].Value);
        return random.Chance(0.5) ? new($"{one}と{other}は同じ{what}ですか", "equal") : new($"{one}と{other}の{what}は違いますか", "different");
    }

    /// <summary>A describing word stands with the things, so that it is said of them alone: "more red cars than dogs", and not "more cars than dogs red".</summary>
    private static bool SaysAll(string things, Regex nouns, string plan) =>
        nouns.Count(things) == 1 && plan.Contains("where(", StringComparison.Ordinal) == nouns.Match(things).Length < things.Length;

    /// <param name="Yes">What is said where it is so, and <paramref name="No"/> where not; null for the comparison itself.</param>
    private sealed record AskedOfTwo(string Question, string Order, string? Yes = null, string? No = null);

    [GeneratedRegex("^(?<when>(?:この|過去|最近)[^にはを]+に)?(?<things>[^にはをが]+)[はをが](?:いくつ|何[台人匹])(?:ありますか|いますか|(?<seen>見ましたか)|いましたか|ですか)$")]
    private static partial Regex HowManyInJapanese();

    [GeneratedRegex("^(?:how far (?:away |off )?is|what is the distance to|how (?:close|near) is|tell me the distance to) the (?<one>(?:(?!from|and|nearest|closest).)+)$")]
    private static partial Regex Far();

    [GeneratedRegex("^(?:how fast is|what is the speed of|what speed is) the (?<one>(?:(?!nearest|closest).)+?)(?: moving| going| doing)?$")]
    private static partial Regex Fast();

    [GeneratedRegex("^(?<one>[^はと]+?)(?:まで|までの)(?:距離|何メートル|どれくらい|どのくらい).*$")]
    private static partial Regex FarInJapanese();

    [GeneratedRegex("^(?<one>[^はと]+?)の(?:速さ|速度|スピード)(?:は.*|を教えて)?$")]
    private static partial Regex FastInJapanese();

    [GeneratedRegex("^(?:what|which|tell me the|tell me which|what is the) (?<what>colour|color|size|shape|state)(?: is| of| does)?(?: the) (?<one>(?:(?!nearest|closest| have).)+?)(?: have| has)?$")]
    private static partial Regex Attribute();

    [GeneratedRegex("^(?<one>[^はと一]+?)(?:の(?<what>色|大きさ|形|状態)(?:は.*|を教えて)|は何(?<what>色|サイズ)ですか)$")]
    private static partial Regex AttributeInJapanese();
}
