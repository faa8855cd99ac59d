using System.Globalization;
using System.Text.RegularExpressions;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>A number that a question says.</summary>
/// <param name="Value">In seconds, metres, metres per second or degrees, where it has such a unit.</param>
/// <param name="Unit">None: it has none that is known, and may be any.</param>
public readonly record struct SaidNumber(double Value, PlanType Unit);

/// <summary>
/// Reads the numbers of a question, in digits and in words, English and Japanese, and turns them into the units of plans: <c>ten minutes</c> is 600 seconds, <c>30 km/h</c> and
/// <c>時速30キロ</c> are 8.33 metres per second, <c>一時間半</c> is 5,400 seconds, <c>the past hour</c> is one. So no model has to know how many seconds an hour has.
/// </summary>
public static partial class QuestionNumbers
{
    /// <summary>More is no number that anybody means.</summary>
    private const double Most = 9_999_999;

    private static readonly string[] s_small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] s_tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private const string Kanji = "零一二三四五六七八九";

    private static readonly (Regex Name, PlanType Type, double Size)[] s_units =
    [
        (Units("km/h|kmh|kph|kilomet(?:er|re)s? (?:per|an) hour|キロ毎時"), PlanType.MetresPerSecond, 1 / 3.6),
        (Units("mph|miles? (?:per|an) hour"), PlanType.MetresPerSecond, 0.44704),
        (Units("m/s|met(?:er|re)s? (?:per|a) second|メートル毎秒"), PlanType.MetresPerSecond, 1),
        (Units("km|kilomet(?:er|re)s?|キロメートル|キロ"), PlanType.Metres, 1000),
        (Units("cm|centimet(?:er|re)s?|センチメートル|センチ"), PlanType.Metres, 0.01),
        (Units("m|met(?:er|re)s?|メートル|メーター|メータ"), PlanType.Metres, 1),
        (Units("ft|foot|feet|フィート"), PlanType.Metres, 0.3048),
        (Units("yd|yards?|ヤード"), PlanType.Metres, 0.9144),
        (Units("s|secs?|seconds?|秒間|秒"), PlanType.Seconds, 1),
        (Units("mins?|minutes?|分間|分"), PlanType.Seconds, 60),
        (Units("h|hrs?|hours?|時間"), PlanType.Seconds, 3600),
        (Units("days?|日間|日"), PlanType.Seconds, 86_400),
        (Units("weeks?|週間"), PlanType.Seconds, 604_800),
        (Units("°|deg|degrees?|度"), PlanType.Degrees, 1),
    ];

    public static IEnumerable<SaidNumber> In(string question)
    {
        var text = HalfWidth(question).ToLowerInvariant();
        foreach (Match match in Number().Matches(text))
        {
            if (Read(match) is not { } value)
                continue;
            var (type, size, end) = UnitAt(text, match.Index + match.Length);
            if (type == PlanType.None && UnitOfNext(text, end) is { Type: not PlanType.None } next && value * next.Size <= Most)
                yield return new SaidNumber(value * next.Size, next.Type);
            if (type == PlanType.Metres && PerTime(text, match.Index) is { } speed)
                (type, size) = (PlanType.MetresPerSecond, size * speed);
            if (type == PlanType.None && match.Groups["kanji"].Success && !Counted().IsMatch(text[end..]))
                continue;
            if (type != PlanType.None && Half().IsMatch(text[end..]))
                value += 0.5;
            // What was read is no unit that stands alone: "metres a second".
            text = type == PlanType.None ? text : $"{text[..match.Index]}{new string('\u0001', end - match.Index)}{text[end..]}";
            if (value * size <= Most)
                yield return new SaidNumber(value * size, type);
        }
        foreach (Match match in Alone().Matches(text))
        {
            var (type, size, end) = UnitAt(text, match.Groups["unit"].Index);
            var share = match.Groups["part"].Value switch { "" => 1, "quarter" => 0.25, _ => 0.5 };
            yield return new SaidNumber(size * (Half().IsMatch(text[end..]) ? share + 0.5 : share), type);
        }
    }

    /// <summary>Full-width digits and letters are the same as others.</summary>
    private static string HalfWidth(string text) => string.Create(text.Length, text, static (letters, text) =>
    {
        for (var i = 0; i < letters.Length; i++)
            letters[i] = text[i] is >= '！' and <= '～' ? (char)(text[i] - '！' + '!') : text[i] == '\u3000' ? ' ' : text[i];
    });

    private static double? Read(Match match)
    {
        if (match.Groups["digits"] is { Success: true, Value: var digits })
            return double.TryParse(digits.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
        return match.Groups["kanji"] is { Success: true, Value: var kanji } ? OfKanji(kanji) : OfWords(match.Value);
    }

    /// <summary>Up to 9,999: 二十五, 三百.</summary>
    private static double OfKanji(string kanji)
    {
        var (sum, digit) = (0, -1);
        foreach (var c in kanji)
        {
            if (Kanji.IndexOf(c == '〇' ? '零' : c, StringComparison.Ordinal) is >= 0 and var value)
            {
                digit = digit < 0 ? value : (digit * 10) + value;
                continue;
            }
            sum += Math.Abs(digit) * c switch { '十' => 10, '百' => 100, _ => 1000 };
            digit = -1;
        }
        return sum + Math.Max(digit, 0);
    }

    private static double? OfWords(string words)
    {
        var sum = 0;
        foreach (var word in words.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Array.IndexOf(s_small, word) is >= 0 and var small)
                sum += small;
            else if (Array.IndexOf(s_tens, word) is >= 0 and var ten)
                sum += (ten + 2) * 10;
            else if (word is "hundred" or "dozen" or "couple")
                sum = Math.Max(sum, 1) * (word == "hundred" ? 100 : word == "dozen" ? 12 : 2);
        }
        return words.StartsWith("half ", StringComparison.Ordinal) ? sum / 2 : sum;
    }

    /// <summary>"between twenty and ten minutes ago": what the second number is of, the first may be too.</summary>
    private static (PlanType Type, double Size) UnitOfNext(string text, int at)
    {
        if (Joined().Match(text, at) is not { Success: true } joined || Number().Match(text, at + joined.Length) is not { Success: true } next || next.Index != at + joined.Length)
            return (PlanType.None, 1);
        var (type, size, _) = UnitAt(text, next.Index + next.Length);
        return (type, size);
    }

    private static (PlanType Type, double Size, int End) UnitAt(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '-')
            at++;
        foreach (var (name, type, size) in s_units)
        {
            if (name.Match(text, at) is { Success: true } match && match.Index == at)
                return (type, size, at + match.Length);
        }
        return (PlanType.None, 1, at);
    }

    /// <summary>秒速, 時速: what a length before which it stands is per.</summary>
    private static double? PerTime(string text, int at) =>
        at < 2 ? null : text[(at - 2)..at] switch { "秒速" or "毎秒" => 1, "時速" or "毎時" => 1 / 3600.0, _ => null };

    /// <summary>At one place; a unit of letters ends where the word does.</summary>
    private static Regex Units(string names) =>
        new($@"\G(?:{names})(?![a-z])", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"(?<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)|(?<kanji>(?<!何)[〇零一二三四五六七八九十百千]+)|\b(?:(?:half )?a (?:hundred|dozen|couple)(?: of)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)(?: (?:hundred|dozen))?))\b")]
    private static partial Regex Number();

    /// <summary>What follows a number of kanji that counts: 一番 and 十字路 do not.</summary>
    [GeneratedRegex(@"^(?:[台人匹個本枚回名頭倍以ぁ-ん]|\W|$)")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\G *(?:and|to|or|until|-|–|から|か|〜|~|、|,) *")]
    private static partial Regex Joined();

    /// <summary>"an hour and a half", 一時間半.</summary>
    [GeneratedRegex(@"^(?:半| and a half)")]
    private static partial Regex Half();

    /// <summary>"the past hour", "half an hour", "a quarter of an hour", 半時間. "The second car" is read as a second, which no plan has to take.</summary>
    [GeneratedRegex(@"\b(?:(?<part>half|quarter)(?: of)?(?: an?|-)? ?)?(?<unit>second|minute|hour|day|week)\b|(?<part>半)(?<unit>時間|分|日)")]
    private static partial Regex Alone();
}
