using System.Globalization;
using System.Text.RegularExpressions;
using EdgePlanner.Values;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Splits;

namespace EdgeWorld.Planning.Seeds;

/// <summary>
/// Asks something else of the same, with a call more behind the plan:
/// <code>
/// is there a dog behind the bus?      ─►   is there no dog behind the bus?              …   not_(exists(…))
/// how many cars are moving?           ─►   are at least 3 cars moving?                  …   compare(count(…), 3, "at_least")
/// show me the dogs left of the bus    ─►   how many dogs left of the bus are there?     …   count(…)
/// </code>
/// </summary>
internal sealed partial class QuestionTurning(WorldRandom random)
{
    private static readonly (string English, string Japanese, string Order)[] s_orders =
    [
        ("more than", "より多く", "greater"), ("over", "より多く", "greater"), ("fewer than", "より少なく", "less"), ("less than", "未満", "less"), ("at least", "以上", "at_least"),
        ("no fewer than", "以上", "at_least"), ("at most", "以下", "at_most"), ("no more than", "以下", "at_most"), ("exactly", "ちょうど", "equal"),
    ];

    /// <summary>Null where the question is not asked so that it can be turned, or what came of it is kept out of training.</summary>
    public Seed? Turn(Seed seed)
    {
        if (BareQuestion.Of(seed) is not { } question)
            return null;
        var isJapanese = seed.Language == Language.Japanese;
        var turned = seed.Bound.ResultType switch
        {
            PlanType.Bool => isJapanese ? DeniedInJapanese(question) : Denied(question),
            PlanType.Int => isJapanese ? AgainstInJapanese(question) : Against(question),
            PlanType.Boxes => isJapanese ? AskedInJapanese(question) : Asked(question),
            _ => null,
        };
        var lines = seed.Plan.Split('\n');
        var last = lines[^2];
        if (turned is not var (said, call) || (seed.Bound.ResultType == PlanType.Bool && !Tells().IsMatch(last)) || (seed.Bound.ResultType == PlanType.Boxes && PicksOne().IsMatch(last)))
            return null;
        return PlanReading.Standard.TryTeach(seed, said, [.. lines[..^1], $"turned = {call(last[..1])}", "return turned"], HeldOut.LongestTaught);
    }

    private (string Said, Func<string, string> Call)? Denied(string question)
    {
        var denied = Some().Replace(question, match => match.Groups["thing"].Success ? $"{match.Groups["head"].Value}nothing" : match.Groups["body"].Success ? $"{match.Groups["head"].Value}{random.Pick<string>(["nobody", "no one"])}" : $"{match.Groups["head"].Value}no", 1);
        return denied == question ? null : (denied, Not);
    }

    private (string Said, Func<string, string> Call)? DeniedInJapanese(string question)
    {
        if (IsThere().Match(question) is { Success: true } match)
            return ($"{question[..match.Index].Replace("何か", "何も", StringComparison.Ordinal)}{random.Pick<string>(match.Value[0] == 'あ' ? ["ありませんか", "ないですか"] : ["いませんか", "いないですか"])}", Not);
        return question.EndsWith("ましたか", StringComparison.Ordinal) ? ($"{question[..^"ましたか".Length].Replace("何か", "何も", StringComparison.Ordinal)}ませんでしたか", Not) : null;
    }

    private (string Said, Func<string, string> Call)? Against(string question)
    {
        var (english, _, order) = random.Pick<(string, string, string)>(s_orders);
        var number = random.Between(0, 12);
        var many = $"{english} {number}";
        var said = HowManyQuestion.Of(question) is var (head, things, rest) ? $"{head} {many} {things}{rest}"
            : NumberOf().Match(question) is { Success: true } counted ? $"is the number of {counted.Groups["things"].Value} {many}"
            : null;
        return said is null ? null : (said, Compared(number, order));
    }

    private (string Said, Func<string, string> Call)? AgainstInJapanese(string question)
    {
        var match = HowManyInJapanese().Match(question);
        if (!match.Success)
            return null;
        var (_, japanese, order) = random.Pick<(string, string, string)>(s_orders);
        var number = random.Between(1, 12);
        var counted = $"{number}{(match.Groups["counter"].Success ? match.Groups["counter"].Value : number > 9 ? "" : "つ")}";
        return ($"{question[..match.Index]}{(japanese == "ちょうど" ? japanese + counted : counted + japanese)}{question[(match.Index + match.Length)..]}", Compared(number, order));
    }

    private static string Not(string name) => $"not_({name})";

    private static string Count(string name) => $"count({name})";

    private static Func<string, string> Compared(int number, string order) =>
        name => string.Create(CultureInfo.InvariantCulture, $"compare({name}, {number}{(order == "equal" ? "" : $", \"{order}\"")})");

    private (string Said, Func<string, string> Call)? Asked(string question) => ShowMe().Match(question) is not { Success: true } match ? null
        : random.Pick<(string, Func<string, string>)>(
            [($"how many {match.Groups["things"].Value} are there", Count), ($"count the {match.Groups["things"].Value}", Count), ($"are there any {match.Groups["things"].Value}", name => $"exists({name})")]);

    private (string Said, Func<string, string> Call)? AskedInJapanese(string question) => ShowMeInJapanese().Match(question) is not { Success: true } match ? null
        : random.Pick<(string, Func<string, string>)>(
            [($"{match.Groups["things"].Value}はいくつですか", Count), ($"{match.Groups["things"].Value}を数えて", Count), ($"{match.Groups["things"].Value}の数は", Count)]);

    /// <summary>What a denial can be put behind: whether something is, or was.</summary>
    [GeneratedRegex(@"^[a-z] = (exists|happened)\(")]
    private static partial Regex Tells();

    [GeneratedRegex(@"^[a-z] = (nearest|farthest|largest|smallest|leftmost|rightmost|unique|given)\(")]
    private static partial Regex PicksOne();

    /// <summary>The first thing that is asked for, where it is one or any.</summary>
    [GeneratedRegex(@"^(?<head>(?:is|are|was|were|did|do|does|has|have|can|could|will) (?:there |you (?:see|notice|spot|have) |we (?:see|have) )?(?:been )?)(?:(?<thing>anything|something)|(?<body>anybody|anyone|somebody|someone)|(?:an?|any|some))(?= |$)")]
    private static partial Regex Some();

    [GeneratedRegex("(?:あります|います)か$")]
    private static partial Regex IsThere();

    [GeneratedRegex("^(?:what is|what's|tell me|give me) the number of (?<things>.+)$")]
    private static partial Regex NumberOf();

    [GeneratedRegex("(?:いくつ|何(?<counter>[台人匹個本])(?:くらい)?)(?=あ|い|見|映|写|通)")]
    private static partial Regex HowManyInJapanese();

    [GeneratedRegex(@"^(?:find|show me|show|mark|point out|list|highlight)(?: all)?(?: of)? (?:the|those|every one of the) (?<things>(?!one |only )(?!.* is ).+)$|^which (?<things>(?!of |one |is |are )[^ ]+(?: [^ ]+)?) (?=are )(?<rest>.+)$")]
    private static partial Regex ShowMe();

    [GeneratedRegex("^(?<things>.+?)(?:を(?:見つけて|示して|見せて|教えて)|はどれですか)$")]
    private static partial Regex ShowMeInJapanese();
}
