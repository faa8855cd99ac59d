using System.Globalization;
using EdgeWorld.Captions;

namespace EdgeWorld.Planning.Words;

/// <summary>What the questions of planners speak of, read from <c>words.txt</c>.</summary>
internal sealed class Vocabulary
{
    private readonly List<Noun> _nouns = [];
    private readonly List<Describing> _describing = [];
    private readonly List<Numbers> _numbers = [];
    private readonly List<Named> _names = [];

    private Vocabulary()
    {
        foreach (var line in EmbeddedText.Lines("planning-words.txt"))
            Add(line);
    }

    public static Vocabulary Shipped { get; } = new();

    public IReadOnlyList<Noun> Nouns => _nouns;

    public IReadOnlyList<Describing> Describing => _describing;

    /// <summary>Metres, seconds, speeds or plain numbers.</summary>
    public IReadOnlyList<int> NumbersOf(string what) => _numbers.Single(numbers => numbers.What == what).All;

    /// <summary>Lines, sayings, unseen things: what is handed over as it was asked.</summary>
    public IReadOnlyList<Named> NamesOf(string what) => [.. _names.Where(name => name.What == what)];

    /// <summary>Words that are in no training question, as they would be asked.</summary>
    public IEnumerable<string> NewWords =>
    [
        .. _nouns.Where(noun => noun.IsNew).SelectMany(noun => noun.English.SelectMany(forms => new[] { forms.One, forms.Many })),
        .. _describing.Where(word => word.IsNew).Select(word => word.Word),
        .. _names.Where(name => name.IsNew).Select(name => name.Text),
    ];

    private void Add(string line)
    {
        var fields = line.Split('|', StringSplitOptions.TrimEntries);
        var (kind, rest) = fields[0].Split(' ', 2) is [var first, var second] ? (first, second) : throw Wrong(line);
        var isNew = kind.EndsWith("-new", StringComparison.Ordinal);
        switch (isNew ? kind[..^4] : kind)
        {
            case "noun":
                _nouns.Add(new Noun(rest, rest, fields[1].Contains("out", StringComparison.Ordinal), fields[1].Split(' ').Contains("in"), [.. Parts(fields[2]).Select(Forms)],
                    Parts(fields[3]), fields[4], fields.Length > 5, IsCopied: false, isNew));
                break;
            case "copy":
                var like = _nouns.Single(noun => noun.Name == fields[2]["like ".Length..]);
                _nouns.Add(new Noun(Forms(rest).One, like.Class, fields[1].Contains("out", StringComparison.Ordinal), fields[1].Split(' ').Contains("in"), [Forms(rest)],
                    [], like.Counter, like.Lives, IsCopied: true, isNew));
                break;
            case "colour":
                AddColour(rest, isNew ? [rest] : Parts(fields[1]), isNew ? [$"{rest}の"] : Parts(fields[2]), isNew);
                break;
            case "word":
                _describing.Add(new Describing(rest, Parts(fields[1]), Parts(fields[2]), Parts(fields[3]), Parts(fields[4]), IsColour: false, isNew));
                break;
            case "metres" or "seconds" or "speeds" or "numbers":
                _numbers.Add(new Numbers(kind, [.. Parts(rest).Select(number => int.Parse(number, CultureInfo.InvariantCulture))]));
                break;
            case "lines" or "sayings" or "unseen":
                var what = isNew ? kind[..^4] : kind;
                _names.AddRange(Parts(rest).Select(text => new Named(what, text, IsJapanese: false, isNew)));
                _names.AddRange(Parts(fields[1]).Select(text => new Named(what, text, IsJapanese: true, isNew)));
                break;
            default:
                throw Wrong(line);
        }
    }

    /// <summary>People are not red but in red.</summary>
    private void AddColour(string word, string[] english, string[] japanese, bool isNew)
    {
        string[] kinds = [.. WorldClasses.Names.Where(kind => kind != "person" && (isNew ? Choices.Colours(kind).Count > 1 : Choices.Colours(kind).Contains(word)))];
        _describing.Add(new Describing(word, [.. kinds, "vehicle", "thing"], english, [], japanese, IsColour: true, isNew));
        _describing.Add(new Describing(
            word, ["person"], [], [.. english.SelectMany(name => new[] { $"in {name}", $"dressed in {name}", $"wearing {name}" })],
            [$"{japanese[0]}服の", $"{japanese[0]}服を着た"], IsColour: true, isNew));
    }

    private static string[] Parts(string field) => field.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string One, string Many) Forms(string forms) => forms.Split('/') is [var one, var many] ? (one, many) : throw Wrong(forms);

    private static InvalidDataException Wrong(string line) => new($"words.txt: '{line}' is not as the head of the file has it");

    private sealed record Numbers(string What, int[] All);
}
