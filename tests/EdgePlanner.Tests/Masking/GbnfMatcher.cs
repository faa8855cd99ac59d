using System.Globalization;
using System.Text;

namespace EdgePlanner.Tests.Masking;

/// <summary>Reads GBNF as llama.cpp's guide describes it (literals, classes, groups, <c>| ? * + {m,n}</c>) and says whether a text can be derived. Knows nothing of plans.</summary>
internal sealed class GbnfMatcher
{
    private readonly Dictionary<string, Node> _rules = [];

    public GbnfMatcher(string grammar)
    {
        foreach (var line in grammar.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(" ::= ", 2);
            _rules.Add(parts[0], new Reader(parts[1]).ReadAll());
        }
        foreach (var reference in _rules.Values.SelectMany(Below).OfType<Reference>())
        {
            if (!_rules.ContainsKey(reference.Rule))
                throw new FormatException($"no rule {reference.Rule}");
        }
    }

    public IReadOnlyCollection<string> Rules => _rules.Keys;

    public bool Matches(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return Ends(new Reference("root"), runes, 0, []).Contains(runes.Length);
    }

    /// <summary>Where a derivation of the node that begins at a place may end.</summary>
    private SortedSet<int> Ends(Node node, Rune[] text, int at, Dictionary<(Node, int), SortedSet<int>> known)
    {
        if (known.TryGetValue((node, at), out var ends))
            return ends;
        known[(node, at)] = ends = [];
        switch (node)
        {
            case Reference { Rule: var rule }:
                ends.UnionWith(Ends(_rules[rule], text, at, known));
                break;
            case Characters { Allowed: var allowed }:
                if (at < text.Length && allowed.Any(range => text[at].Value >= range.From && text[at].Value <= range.To))
                    ends.Add(at + 1);
                break;
            case Literal { Text: var literal }:
                if (text.AsSpan(at).StartsWith(literal))
                    ends.Add(at + literal.Length);
                break;
            case Either { Ways: var ways }:
                foreach (var way in ways)
                    ends.UnionWith(Ends(way, text, at, known));
                break;
            case Sequence { Parts: var parts }:
                ends.UnionWith(parts.Aggregate(new SortedSet<int> { at }, (from, part) => [.. from.SelectMany(place => Ends(part, text, place, known))]));
                break;
            case Repeated { What: var what, Least: var least, Most: var most }:
                SortedSet<int> reached = [at];
                for (var times = 0; times <= most && reached.Count > 0; times++)
                {
                    if (times >= least)
                        ends.UnionWith(reached);
                    reached = [.. reached.SelectMany(place => Ends(what, text, place, known))];
                }
                break;
        }
        return ends;
    }

    private static IEnumerable<Node> Below(Node node) => (node switch
    {
        Either either => either.Ways.SelectMany(Below),
        Sequence sequence => sequence.Parts.SelectMany(Below),
        Repeated repeated => Below(repeated.What),
        _ => [],
    }).Prepend(node);

    private abstract class Node;

    private sealed class Reference(string rule) : Node
    {
        public string Rule { get; } = rule;
    }

    private sealed class Characters((int From, int To)[] allowed) : Node
    {
        public (int From, int To)[] Allowed { get; } = allowed;
    }

    private sealed class Literal(Rune[] text) : Node
    {
        public Rune[] Text { get; } = text;
    }

    private sealed class Either(Node[] ways) : Node
    {
        public Node[] Ways { get; } = ways;
    }

    private sealed class Sequence(Node[] parts) : Node
    {
        public Node[] Parts { get; } = parts;
    }

    private sealed class Repeated(Node what, int least, int most) : Node
    {
        public Node What { get; } = what;

        public int Least { get; } = least;

        public int Most { get; } = most;
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public Node ReadAll()
        {
            var node = ReadWays();
            return _at == text.Length ? node : throw new FormatException($"left over: {text[_at..]}");
        }

        private Either ReadWays()
        {
            var ways = new List<Node> { ReadSequence() };
            while (TryTake('|'))
                ways.Add(ReadSequence());
            return new([.. ways]);
        }

        private Sequence ReadSequence()
        {
            var parts = new List<Node>();
            while (true)
            {
                while (TryTake(' '))
                {
                }
                if (_at == text.Length || text[_at] is '|' or ')')
                    return new([.. parts]);
                parts.Add(ReadRepetition(ReadOne()));
            }
        }

        private Node ReadOne()
        {
            if (TryTake('('))
            {
                var ways = ReadWays();
                Take(')');
                return ways;
            }
            if (TryTake('"'))
            {
                var literal = new List<Rune>();
                while (!TryTake('"'))
                    literal.Add(new Rune(ReadCharacter()));
                return new Literal([.. literal]);
            }
            if (TryTake('['))
            {
                var ranges = new List<(int, int)>();
                while (!TryTake(']'))
                {
                    var from = ReadCharacter();
                    ranges.Add(TryTake('-') ? (from, ReadCharacter()) : Single(from));
                }
                return new Characters([.. ranges]);
            }
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '-'))
                _at++;
            return _at > start ? new Reference(text[start.._at]) : throw new FormatException($"unexpected: {text[_at..]}");
        }

        private Node ReadRepetition(Node node)
        {
            if (TryTake('?'))
                return new Repeated(node, 0, 1);
            if (TryTake('*'))
                return new Repeated(node, 0, int.MaxValue);
            if (TryTake('+'))
                return new Repeated(node, 1, int.MaxValue);
            if (!TryTake('{'))
                return node;
            var least = ReadNumber();
            var most = TryTake(',') ? ReadNumber() : least;
            Take('}');
            return new Repeated(node, least, most);
        }

        private int ReadNumber()
        {
            var start = _at;
            while (char.IsAsciiDigit(text[_at]))
                _at++;
            return int.Parse(text.AsSpan(start.._at), CultureInfo.InvariantCulture);
        }

        private int ReadCharacter()
        {
            if (TryTake('\\'))
                return text[_at++] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', '"' => '"', '\\' => '\\', var c => throw new FormatException($"\\{c}") };
            var rune = Rune.GetRuneAt(text, _at);
            _at += rune.Utf16SequenceLength;
            return rune.Value;
        }

        private static (int, int) Single(int character) => (character, character);

        private bool TryTake(char c)
        {
            if (_at == text.Length || text[_at] != c)
                return false;
            _at++;
            return true;
        }

        private void Take(char c)
        {
            if (!TryTake(c))
                throw new FormatException($"expected {c}: {text[_at..]}");
        }
    }
}
