using System.Globalization;
using System.Text.RegularExpressions;
using EdgeWorld.Numerics;
using EdgeWorld.Planning.Splits;
using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>Puts other words where question and plan have the same one: a kind for a kind, a colour for a colour, a number for a number, or a word that nobody knows.</summary>
internal sealed partial class WordSwap(WorldRandom random)
{
    private const double MadeUpShare = 0.3;
    private const double SwapShare = 0.8;

    /// <summary>Of the kinds that are put in, those that go by a name of <see cref="OtherNames"/>.</summary>
    private const double OtherNameShare = 0.4;

    private readonly Vocabulary _words = Vocabulary.Shipped;

    /// <summary>Null where nothing in question and plan is the same, or what came of it does not check.</summary>
    public Seed? Swap(Seed seed)
    {
        var (question, plan, changed) = (seed.Question, seed.Plan, false);
        foreach (var literal in TextLiteral().Matches(seed.Plan).Select(match => match.Groups[1].Value).Distinct())
        {
            if (random.Chance(SwapShare) && SwapText(literal, seed, ref question) is { } other)
                (plan, changed) = (plan.Replace($"\"{literal}\"", $"\"\u0001{other}\"", StringComparison.Ordinal), true);
        }
        foreach (var literal in NumberLiteral().Matches(seed.Plan).Select(match => match.Groups[1].Value).Distinct())
        {
            if (random.Chance(SwapShare) && SwapNumber(literal, ref question) is { } other)
                (plan, changed) = (Regex.Replace(plan, $@"(?<=[(,] ?){literal}(?=[,)])", other), true);
        }
        if (!changed)
            return null;
        plan = plan.Replace("\u0001", "", StringComparison.Ordinal);
        question = question.Replace("\u0001", "", StringComparison.Ordinal);
        return PlanReading.Standard.TryTeach(seed, question, [plan], HeldOut.LongestTrained);
    }

    /// <summary>What the plan says instead; the question is changed. Null where the question has no word for it. A mark stands before what was put in, so that it is not
    /// taken for the next word to change.</summary>
    private string? SwapText(string literal, Seed seed, ref string question)
    {
        var isJapanese = seed.Language == Language.Japanese;
        foreach (var noun in _words.Nouns.Where(noun => noun.Name == literal && !noun.IsNew))
        {
            Noun[] others = [.. _words.Nouns.Where(other => !other.IsNew && !other.IsCopied && other.Class != noun.Class && other.Class is not ("thing" or "vehicle") && other.IsPlural == noun.IsPlural)];
            // The colour of a traffic light is its state, and that of nothing else is.
            var isLight = noun.Class == "traffic light" && seed.Plan.Contains("state(", StringComparison.Ordinal);
            if (noun.Class is "thing" or "vehicle" || isLight || others.Length == 0)
                return null;
            var other = random.Pick<Noun>(others);
            var isMadeUp = random.Chance(MadeUpShare);
            var word = MadeUpWords.Noun(random, isJapanese);
            var isOtherName = random.Chance(OtherNameShare);
            if (isJapanese)
            {
                var said = random.Pick<string>([.. isOtherName ? OtherNames.Japanese(other.Class) : other.Japanese]);
                foreach (var name in noun.Japanese)
                {
                    if (NounsIn.Replaced(question, name, isMadeUp ? word : said, '\u0001') is not { } replaced)
                        continue;
                    question = JapaneseCounting.For(replaced, noun, other);
                    return isMadeUp ? word : other.Name;
                }
                return null;
            }
            foreach (var (one, many) in noun.English)
            {
                var said = random.Pick<(string One, string Many)>([.. isOtherName ? OtherNames.English(other.Class) : other.English]);
                var plural = Put(ref question, many, isMadeUp ? $"{word}s" : said.Many, whole: true);
                var single = one != many && Put(ref question, one, isMadeUp ? word : said.One, whole: true);
                if (plural || single)
                    return !isMadeUp ? other.Name : plural ? $"{word}s" : word;
            }
            return null;
        }
        return SwapWord(literal, isJapanese, ref question) ?? SwapName(literal, isJapanese, ref question) ?? SwapSaying(literal, seed, ref question);
    }

    private string? SwapWord(string literal, bool isJapanese, ref string question)
    {
        if (_words.Describing.FirstOrDefault(word => word.Word == literal && !word.IsNew) is not { } described)
            return null;
        var madeUp = !isJapanese && random.Chance(MadeUpShare / 2) ? MadeUpWords.Adjective(random) : null;
        Describing[] others =
        [
            .. _words.Describing.Where(word => !word.IsNew && word.Word != literal && word.IsColour == described.IsColour && word.Kinds.Intersect(described.Kinds).Any() && word.Before.Count > 0),
        ];
        if (others.Length == 0)
            return null;
        var other = random.Pick<Describing>(others);
        var names = isJapanese ? described.Japanese : described.Before.Append(literal);
        foreach (var name in names)
        {
            if (name.Contains('{') || !Put(ref question, name, madeUp ?? (isJapanese ? other.Japanese[0] : other.Word), whole: !isJapanese))
                continue;
            return madeUp ?? other.Word;
        }
        return null;
    }

    /// <summary>A text that only the question has: the name of a line, what is to be said.</summary>
    private string? SwapName(string literal, bool isJapanese, ref string question)
    {
        if (literal.Length < 2 || (!isJapanese && !Regex.IsMatch(question, $@"\b{Regex.Escape(literal)}\b", RegexOptions.IgnoreCase)))
            return null;
        Named[] alike = [.. _words.NamesOf(_words.NamesOf("lines").Any(name => name.Text == literal) ? "lines" : "unseen").Where(name => name.IsJapanese == isJapanese && !name.IsNew)];
        var isKnown = alike.Any(name => name.Text == literal);
        var word = isKnown && !random.Chance(MadeUpShare) ? random.Pick<Named>(alike).Text : MadeUpWords.Noun(random, isJapanese);
        return isKnown && Put(ref question, literal, word, whole: !isJapanese) ? word : null;
    }

    /// <summary>What is to be said in one case or the other.</summary>
    private string? SwapSaying(string literal, Seed seed, ref string question)
    {
        if (!Regex.IsMatch(seed.Plan, $"= choose\\([^\n]*\"{Regex.Escape(literal)}\""))
            return null;
        var isJapanese = seed.Language == Language.Japanese;
        Named[] sayings = [.. _words.NamesOf("sayings").Where(name => name.IsJapanese == isJapanese && !name.IsNew)];
        var madeUp = MadeUpWords.Noun(random, isJapanese);
        if (!isJapanese && random.Chance(0.5))
            madeUp += $" {MadeUpWords.Noun(random, isJapanese)}";
        var saying = random.Chance(0.5) ? madeUp : random.Pick<Named>(sayings).Text;
        return Put(ref question, literal, saying, whole: !isJapanese) ? saying : null;
    }

    private string? SwapNumber(string literal, ref string question)
    {
        var number = double.Parse(literal, CultureInfo.InvariantCulture);
        foreach (var factor in (int[])[1, 60, 3600])
        {
            var said = (number / factor).ToString(CultureInfo.InvariantCulture);
            if (number % factor != 0 || !Regex.IsMatch(question, $@"(?<![\d.]){Regex.Escape(said)}(?![\d.])"))
                continue;
            var other = random.Between(2, 40);
            question = Regex.Replace(question, $@"(?<![\d.]){Regex.Escape(said)}(?![\d.])", other.ToString(CultureInfo.InvariantCulture));
            return (other * factor).ToString(CultureInfo.InvariantCulture);
        }
        return null;
    }

    private static bool Put(ref string question, string from, string to, bool whole)
    {
        var pattern = whole ? $@"(?<![\w\u0001]){Regex.Escape(from)}(?!\w)" : $@"(?<![\u0001何\d]){Regex.Escape(from)}";
        if (!Regex.IsMatch(question, pattern, RegexOptions.IgnoreCase))
            return false;
        question = Regex.Replace(question, pattern, $"\u0001{to}", RegexOptions.IgnoreCase);
        return true;
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex TextLiteral();

    [GeneratedRegex(@"(?<=[(,] ?)(\d+(?:\.\d+)?)(?=[,)])")]
    private static partial Regex NumberLiteral();
}
