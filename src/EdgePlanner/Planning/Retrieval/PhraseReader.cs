using System.Globalization;

namespace EdgePlanner.Planning.Retrieval;

/// <summary>
/// Reads a phrase for things, whole or not at all:
/// <code>
///  phrase     = ("the" | "a" | …)* ["nearest" | "largest" | …] attribute* noun tail*
///  tail       = "in" colour | "with a" companion | ("on"|"at") "the" place | ("that"|"who"|"which") "is" attribute | attribute | "in motion"
///             | ("nearer"|"further") "than" n unit | "within" n unit | relation phrase
///  relation   = "left of" | "to the right of" | "in front of" | "behind" | "near" | "next to" | "above" | "below" | "inside"
/// </code>
/// Its own class for the cursor; a reader reads once.
/// </summary>
internal sealed class PhraseReader
{
    private const int DeepestRelation = 3;

    /// <summary>Both the word and the tool.</summary>
    private const string Moving = "moving";

    private const double MetresPerFoot = 0.3048;

    private static readonly (string[] Words, string Tool)[] s_relations =
    [
        (["to", "the", "left", "of"], "left_of"), (["on", "the", "left", "of"], "left_of"), (["left", "of"], "left_of"),
        (["to", "the", "right", "of"], "right_of"), (["on", "the", "right", "of"], "right_of"), (["right", "of"], "right_of"),
        (["in", "front", "of"], "in_front_of"), (["behind"], "behind"), (["next", "to"], "near"), (["near"], "near"), (["above"], "above"),
        (["below"], "below"), (["under"], "below"), (["inside"], "inside"),
    ];

    private readonly string[] _words;
    private int _at;

    private PhraseReader(string[] words) => _words = words;

    /// <summary>Null where the words are not one phrase.</summary>
    public static Phrase? Read(ReadOnlySpan<string> words)
    {
        if (words.Length == 0)
            return null;
        var reader = new PhraseReader(words.ToArray());
        return reader.Phrase(0) is { } phrase && reader._at == words.Length ? phrase : null;
    }

    private Phrase? Phrase(int depth)
    {
        List<string> attributes = [];
        List<Constraint> constraints = [];
        Skip("the", "a", "my", "all", "this", "that", "other");
        var pick = _at < _words.Length - 1 ? Lexicon.Superlative(_words[_at]) : null;
        _at += pick is null ? 0 : 1;
        while (_at < _words.Length - 1 && Lexicon.Attribute(_words[_at]) is { } attribute)
        {
            Add(attribute, attributes, constraints);
            _at++;
        }
        if (Noun() is not var (noun, isKnown))
            return null;
        while (_at < _words.Length && Tail(attributes, constraints, depth))
        {
        }
        return new Phrase(noun, attributes, constraints, isKnown, pick);
    }

    private (string Noun, bool IsKnown)? Noun()
    {
        for (var length = Math.Min(2, _words.Length - _at); length > 0; length--)
        {
            if (Lexicon.Noun(string.Join(' ', _words, _at, length)) is { } noun)
            {
                _at += length;
                return (noun, true);
            }
        }
        if (_at >= _words.Length || !Lexicon.MayName(_words[_at]))
            return null;
        var first = _words[_at++];
        if (_at < _words.Length && Lexicon.MayName(_words[_at]) && _words[_at] is not ("near" or "behind" or "above" or "below" or "under" or "inside" or "within" or "next"))
            return ($"{first} {Lexicon.Singular(_words[_at++])}", false);
        return (Lexicon.Singular(first), false);
    }

    private bool Tail(List<string> attributes, List<Constraint> constraints, int depth)
    {
        var start = _at;
        Skip("that", "who", "which", "is", "there");
        if (Measure() is { } measure)
        {
            constraints.Add(measure);
            return true;
        }
        if (Accept("in", "my", "lane") || Accept("in", "our", "lane") || Accept("on", "my", "lane"))
        {
            constraints.Add(new Constraint("on_lane"));
            return true;
        }
        foreach (var (words, tool) in s_relations)
        {
            if (depth < DeepestRelation && Accept(words) && Phrase(depth + 1) is { } other)
            {
                constraints.Add(new Constraint(tool, Other: other));
                return true;
            }
        }
        if (Accept("in", "motion"))
        {
            Add(Moving, attributes, constraints);
            return true;
        }
        if (Said() is { } attribute)
        {
            Add(attribute, attributes, constraints);
            return true;
        }
        _at = start;
        return false;
    }

    /// <summary>Whether a thing moves is measured, not looked at: people who walk move too.</summary>
    private static void Add(string attribute, List<string> attributes, List<Constraint> constraints)
    {
        if (attribute == Moving)
            constraints.Add(new Constraint(Moving));
        else
            attributes.Add(attribute);
    }

    /// <summary>An attribute behind the noun.</summary>
    private string? Said()
    {
        var left = _words.AsSpan(_at);
        if (left.Length >= 2 && left[0] == "in" && Lexicon.Attribute(left[1]) is { } colour)
            return Take(2, colour);
        if (left.Length >= 3 && left[0] is "with" && left[1] is "a" or "the" && Lexicon.IsCompanion(left[2]))
            return Take(3, left[2]);
        if (left.Length >= 3 && left[0] is "on" or "at" && left[1] is "the" or "a" && Lexicon.IsPlace(left[2]))
            return Take(3, left[2]);
        return left.Length >= 1 && Lexicon.Attribute(left[0]) is { } attribute ? Take(1, attribute) : null;
    }

    private string Take(int words, string attribute)
    {
        _at += words;
        return attribute;
    }

    private Constraint? Measure()
    {
        var start = _at;
        var isFar = false;
        if (Accept("nearer", "than") || Accept("within") || Accept("less", "than") || (isFar = Accept("further", "than") || Accept("more", "than")))
        {
            if (Metres() is { } metres)
            {
                Skip("away", "from", "me", "us", "of");
                return new Constraint("within", metres, IsNegated: isFar);
            }
        }
        _at = start;
        return null;
    }

    private double? Metres()
    {
        if (_at + 1 >= _words.Length || !Words.IsNumber(_words[_at]))
            return null;
        var number = double.Parse(_words[_at], CultureInfo.InvariantCulture);
        if (_words[_at + 1] is not ("metre" or "foot"))
            return null;
        _at += 2;
        return _words[_at - 1] == "metre" ? number : number * MetresPerFoot;
    }

    private bool Accept(params ReadOnlySpan<string> words)
    {
        if (!_words.AsSpan(_at).StartsWith(words))
            return false;
        _at += words.Length;
        return true;
    }

    private void Skip(params ReadOnlySpan<string> words)
    {
        while (_at < _words.Length && words.Contains(_words[_at]))
            _at++;
    }
}
