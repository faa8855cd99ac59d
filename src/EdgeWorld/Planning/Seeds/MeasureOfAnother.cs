using System.Globalization;
using System.Text.RegularExpressions;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Filling;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>
/// Says a number by another thing of which the same is measured, in the question and in its plan, which becomes two calls longer:
/// <code>
/// is the car closer than 10 metres?    a = find("car")   b = distance(a)                                          c = compare(b, 10, "less")
/// is the car closer than the bus?      a = find("car")   b = distance(a)   c = find("bus")   d = distance(c)      e = compare(b, d, "less")
/// are there more than 3 cars?  ─►  are there more cars than buses?
/// </code>
/// </summary>
internal sealed partial class MeasureOfAnother(WorldRandom random)
{
    /// <summary>Null where the plan compares no number with what it measured, the question does not say it so that a thing can stand there, or what came of it is kept out of training.</summary>
    public Seed? Say(Seed seed)
    {
        var lines = seed.Plan.Split('\n');
        var at = Array.FindIndex(lines, line => Comparison().IsMatch(line));
        if (at < 0)
            return null;
        var compared = Comparison().Match(lines[at]);
        var measured = compared.Groups["of"].Value;
        var tool = lines.Select(line => Measured().Match(line)).FirstOrDefault(match => match.Success && match.Groups["name"].Value == measured)?.Groups["tool"].Value;
        if (tool == "count" && lines.Any(line => Narrowing().IsMatch(line)))
            return null; // "more cars than dogs within 10 metres": of both
        Noun[] others = [.. Vocabulary.Shipped.Nouns.Where(noun => !noun.IsNew && noun.Class != "thing" && (seed.Language == Language.English || noun.Japanese.Count > 0) && !seed.Plan.Contains($"\"{noun.Name}", StringComparison.Ordinal))];
        if (tool is null || others.Length == 0 || !int.TryParse(compared.Groups["number"].Value, CultureInfo.InvariantCulture, out var number))
            return null;
        var other = random.Pick<Noun>(others);
        var said = seed.Language == Language.Japanese ? InJapanese(seed.Question, number, other) : tool == "count" ? Counted(seed.Question, number, other) : Compared(seed.Question, number, other);
        if (said is not var (question, name))
            return null;
        string[] plan =
        [
            .. lines[..at], $"other = find(\"{name}\")", $"that = {(tool == "ego_speed" ? "speed_of" : tool)}(other)", lines[at].Replace($"({measured}, {compared.Groups["number"].Value}", $"({measured}, that", StringComparison.Ordinal),
            .. lines[(at + 1)..],
        ];
        return PlanReading.Standard.TryTeach(seed, question, plan, HeldOut.LongestTaught);
    }

    /// <summary>"faster than 5 metres per second", "nearer than ten metres": than the bus.</summary>
    private (string Question, string Name)? Compared(string question, int number, Noun other)
    {
        var match = new Regex($@"(?<=\b(closer|nearer|farther|further|faster|slower) (away )?than ){NumberWords.PatternOf(number, Language.English)} \w[\w/]*( (per|a) second)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Match(question);
        var one = random.Pick<(string One, string Many)>([.. other.English]).One;
        return match.Success ? (Replaced(question, match, $"the {one}"), other.IsCopied ? one : other.Name) : null;
    }

    /// <summary>"more than three red cars": more red cars than buses.</summary>
    private (string Question, string Name)? Counted(string question, int number, Noun other)
    {
        var match = new Regex($@"\b(?<order>more than|over|fewer than|less than|no fewer than|at least|no more than|at most|exactly|precisely) {NumberWords.PatternOf(number, Language.English)} (?<things>(?:\w[\w-]* )*?(?:{Plurals}))(?=$|[,.?!])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).Match(question);
        if (!match.Success)
            return null;
        var many = random.Pick<(string One, string Many)>([.. other.English]).Many;
        var things = match.Groups["things"].Value;
        var said = match.Groups["order"].Value.ToLowerInvariant() switch
        {
            "more than" or "over" => $"more {things} than {many}",
            "fewer than" or "less than" => $"fewer {things} than {many}",
            "no fewer than" => $"no fewer {things} than {many}",
            "at least" => $"at least as many {things} as {many}",
            "no more than" => $"no more {things} than {many}",
            "at most" => $"at most as many {things} as {many}",
            _ => $"exactly as many {things} as {many}",
        };
        return (Replaced(question, match, said), other.IsCopied ? many : other.Name);
    }

    /// <summary>「3より多い」, 「10メートルより近い」: バスより.</summary>
    private (string Question, string Name)? InJapanese(string question, int number, Noun other)
    {
        var match = new Regex($@"(?:秒速)?(?<![\d一二三四五六七八九十]){NumberWords.PatternOf(number, Language.Japanese)}(?:メートル|メーター|m|台|人|匹|つ)?(?=より)", RegexOptions.CultureInvariant).Match(question);
        return match.Success ? (Replaced(question, match, random.Pick<string>([.. other.Japanese])), other.Name) : null;
    }

    private static string Plurals { get; } = string.Join('|', Vocabulary.Shipped.Nouns.Where(noun => !noun.IsNew).SelectMany(noun => noun.English).Select(forms => Regex.Escape(forms.Many)).Distinct());

    private static string Replaced(string question, Match match, string said) => $"{question[..match.Index]}{said}{question[(match.Index + match.Length)..]}";

    [GeneratedRegex("^[a-z] = compare\\((?<of>[a-z]), (?<number>\\d+)(?:, \"\\w+\")?\\)$")]
    private static partial Regex Comparison();

    /// <summary>A call that narrows down what is counted otherwise than by words: the question would say it of both.</summary>
    [GeneratedRegex(@"^[a-z] = (?!find\(|where\(|count\(|compare\(|choose\(|not_\()")]
    private static partial Regex Narrowing();

    [GeneratedRegex(@"^(?<name>[a-z]) = (?<tool>count|distance|speed_of|ego_speed|time_to_contact)\([a-z]?\)$")]
    private static partial Regex Measured();
}
