using System.Text.RegularExpressions;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Filling;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>
/// Says one word more of a thing, in the question and in its plan, which becomes a call longer:
/// <code>
/// is there a person left of the scooter?         a = find("person")   b = find("scooter")                        c = left_of(a, b)   d = exists(c)
/// is there a person left of the green scooter?   a = find("person")   b = find("scooter")   c = where(b, "green")   d = left_of(a, c)   …
/// </code>
/// Or says which of several: <c>left of the closest scooter</c>, where the plan asks for what is somewhere to it. Said of a thing that the plan finds once and says nothing of, and that
/// the question names once, outside of quotations.
/// </summary>
internal sealed partial class WordAddition(WorldRandom random)
{
    private const double BeforeShare = 0.7;
    private const double WhichShare = 0.4;
    private const string Added = "added";

    private static readonly Vocabulary s_words = Vocabulary.Shipped;

    private static readonly string[] s_relations = [.. FittingTools.Relations.Select(relation => relation.Tool), "same_as", "distance"];

    /// <summary>Null where there is no such thing, nothing new to say of it, or what came of it is kept out of training for more than its length.</summary>
    public Seed? Add(Seed seed)
    {
        if (OutsideTexts.Quotation().IsMatch(seed.Question))
            return null;
        var lines = seed.Plan.Split('\n');
        int[] things = [.. Enumerable.Range(0, lines.Length).Where(line => IsBare(lines, line))];
        if (things.Length == 0)
            return null;
        var at = random.Pick<int>(things);
        var (name, literal) = Found(lines[at]);
        var isOther = lines.Any(line => line.Contains($", {name})", StringComparison.Ordinal) && s_relations.Any(tool => line.Contains($" = {tool}(", StringComparison.Ordinal)));
        var saysWhich = isOther && random.Chance(WhichShare);
        if (NounOf(literal) is not { } noun || Named(seed, noun) is not { } said || (saysWhich ? Which(seed, said, name) : Describe(seed, said, noun, name)) is not var (question, call))
            return null;
        string[] plan = [.. lines[..(at + 1)], $"{Added} = {call}", .. lines[(at + 1)..].Select(line => OutsideTexts.Renamed(line, new Regex($@"\b{name}\b"), Added))];
        return PlanReading.Standard.TryTeach(seed, question, plan, HeldOut.LongestTaught);
    }

    private static (string Name, string Literal) Found(string line) => Find().Match(line) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : ("", "");

    /// <summary>A find of a thing that no other line finds, says or describes.</summary>
    private static bool IsBare(string[] lines, int line)
    {
        var (name, literal) = Found(lines[line]);
        return name.Length > 0 && lines.Count(other => Found(other).Literal == literal) == 1
            && !lines.Any(other => other.Contains($" = where({name}, ", StringComparison.Ordinal) || (other.Contains(" = choose(", StringComparison.Ordinal) && other.Contains($"\"{literal}\"", StringComparison.Ordinal)));
    }

    /// <summary>The question with a superlative more, and what the plan says for it. In English only where it is spoken of as the one: "left of the scooter".</summary>
    private (string Question, string Call)? Which(Seed seed, Match said, string name)
    {
        var isJapanese = seed.Language == Language.Japanese;
        if (!isJapanese && !The().IsMatch(seed.Question[..said.Index]))
            return null;
        var which = random.Pick<ToolFill>(FittingTools.Superlatives);
        var word = isJapanese ? random.Pick<string>([.. which.Japanese]) : random.Pick<string>([.. which.English]) + " ";
        return (seed.Question.Insert(said.Index, word), $"{which.Tool}({name})");
    }

    /// <summary>The question with a word more, and what the plan says for it.</summary>
    private (string Question, string Call)? Describe(Seed seed, Match said, Noun noun, string name)
    {
        Describing[] fitting = [.. s_words.Describing.Where(word => !word.IsNew && word.Kinds.Contains(noun.Class) && !seed.Plan.Contains($"\"{word.Word}\"", StringComparison.Ordinal))];
        if (fitting.Length == 0)
            return null;
        var word = random.Pick<Describing>(fitting);
        var question = seed.Language == Language.Japanese ? InJapanese(seed.Question, said, word, noun)
            : word.Before.Count > 0 && (word.Behind.Count == 0 || random.Chance(BeforeShare)) ? InFront(seed.Question, said, random.Pick<string>([.. word.Before]))
            : Behind(seed.Question, said, word, noun);
        return question is null ? null : (question, $"where({name}, \"{word.Word}\")");
    }

    private static Noun? NounOf(string literal) => s_words.Nouns.FirstOrDefault(noun => !noun.IsNew && noun.Class != "thing" && IsCalled(noun, literal));

    private static bool IsCalled(Noun noun, string literal) =>
        noun.IsCopied ? noun.English.Any(forms => forms.One == literal || forms.Many == literal) : noun.Name == literal;

    /// <summary>Where the question names it, if only once.</summary>
    private static Match? Named(Seed seed, Noun noun)
    {
        var isJapanese = seed.Language == Language.Japanese;
        Match[] found =
        [
            .. (isJapanese ? NounsIn.Japanese : NounsIn.English).Matches(seed.Question)
                .Where(match => isJapanese ? noun.Japanese.Contains(match.Value) : noun.English.Any(forms => IsSame(forms.One, match.Value) || IsSame(forms.Many, match.Value))),
        ];
        return found.Length == 1 ? found[0] : null;
    }

    private string? InJapanese(string question, Match said, Describing word, Noun noun) => word.Japanese.Count == 0 ? null
        : question.Insert(said.Index, random.Pick<string>([.. word.Japanese]).Replace("{iru}", noun.Lives ? "いる" : "ある", StringComparison.Ordinal));

    private static string InFront(string question, Match said, string word)
    {
        var head = Article().Replace(question[..said.Index], article => $"{article.Value[0]}{("aeiou".Contains(word[0], StringComparison.Ordinal) ? "n" : "")} ");
        return $"{head}{word} {question[said.Index..]}";
    }

    /// <summary>Null where what follows may belong to the thing: "the dog's colour".</summary>
    private string? Behind(string question, Match said, Describing word, Noun noun)
    {
        var end = said.Index + said.Length;
        if (word.Behind.Count == 0 || (end < question.Length && question[end] is '\'' or '’'))
            return null;
        var isMany = noun.IsPlural || noun.English.Any(forms => IsSame(forms.Many, said.Value) && !IsSame(forms.One, said.Value));
        return question.Insert(end, " " + random.Pick<string>([.. word.Behind]).Replace("{is}", isMany ? "are" : "is", StringComparison.Ordinal).Replace("{has}", isMany ? "have" : "has", StringComparison.Ordinal));
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^([a-z]) = find\\(\"([^\"]+)\"\\)$")]
    private static partial Regex Find();

    [GeneratedRegex(@"\b[aA]n? $")]
    private static partial Regex Article();

    [GeneratedRegex(@"\bthe $", RegexOptions.IgnoreCase)]
    private static partial Regex The();
}
