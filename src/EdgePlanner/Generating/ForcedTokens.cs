using System.Text;
using EdgeEngines.Generating.Tokens;
using EdgePlanner.Masking;

namespace EdgePlanner.Generating;

/// <summary>
/// What can only follow, as tokens: written as the tokenizer itself would, so that the model sees texts as it learnt them. Up to the first place from which some token could reach over the end:
/// <code>
///  forced: ")⏎b = "   tokens: ")⏎"  "b"  and not " = ", because " = find(" may come
/// </code>
/// </summary>
internal sealed class ForcedTokens(TokenTrie vocabulary, TextTokenizer tokenizer)
{
    private const int MostBytes = 60;
    private const int MostKept = 4096;
    private readonly Dictionary<string, int[]> _known = new(StringComparer.Ordinal);

    /// <summary>Accepts them. Empty where nothing is forced, or nothing that is sure.</summary>
    public ReadOnlySpan<int> Accept(PlanCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        bytes = bytes[..cursor.Forced(bytes)];
        if (bytes.Length == 0)
            return [];
        Span<char> letters = stackalloc char[MostBytes];
        letters = letters[..Encoding.Latin1.GetChars(bytes, letters)]; // a letter a byte: a name for the cache
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(letters, out var tokens))
        {
            if (_known.Count >= MostKept)
                _known.Clear();
            known[letters] = tokens = Tokens(bytes);
        }
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!cursor.TryAccept(tokens[i]))
                return tokens.AsSpan(0, i);
        }
        return tokens;
    }

    private int[] Tokens(ReadOnlySpan<byte> bytes)
    {
        var sure = 0;
        while (sure < bytes.Length && !vocabulary.HasLonger(bytes[sure..]))
            sure++;
        var (tokens, end) = (new List<int>(), 0);
        foreach (var token in tokenizer.Encode(Encoding.UTF8.GetString(bytes), special: false, isStart: false))
        {
            var own = vocabulary.BytesOf(token);
            if (own.Length == 0 || end + own.Length > sure || !bytes[end..].StartsWith(own))
                break;
            tokens.Add(token);
            end += own.Length;
        }
        return [.. tokens];
    }
}
