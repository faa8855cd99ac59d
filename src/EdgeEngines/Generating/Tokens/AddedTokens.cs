namespace EdgeEngines.Generating.Tokens;

/// <summary>A token that stands beside the merges and is found in a text before them.</summary>
/// <param name="IsSpecial">It steers the model and writes nothing; in a text that a stranger wrote it is not looked for.</param>
/// <param name="IsNormalized">It is looked for after the normalizer, and after the others.</param>
internal sealed record AddedToken(int Id, string Content, bool IsSpecial, bool IsNormalized);

/// <summary>Finds added tokens: from left to right, the longest first.</summary>
internal sealed class AddedTokens(IEnumerable<AddedToken> tokens)
{
    private readonly Dictionary<char, AddedToken[]> _byFirst = tokens.Where(token => token.Content.Length > 0).GroupBy(token => token.Content[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());

    /// <summary>Cuts a text: each found token, and what stands between them.</summary>
    public IEnumerable<(string Text, AddedToken? Token)> Cut(string text, bool special)
    {
        var begun = 0;
        for (var at = 0; at < text.Length;)
        {
            if (At(text, at, special) is not { } found)
            {
                at++;
                continue;
            }
            if (at > begun)
                yield return (text[begun..at], null);
            yield return (found.Content, found);
            begun = at += found.Content.Length;
        }
        if (begun < text.Length)
            yield return (text[begun..], null);
    }

    private AddedToken? At(string text, int at, bool special)
    {
        if (!_byFirst.TryGetValue(text[at], out var candidates))
            return null;
        foreach (var token in candidates)
        {
            if ((special || !token.IsSpecial) && string.CompareOrdinal(text, at, token.Content, 0, token.Content.Length) == 0)
                return token;
        }
        return null;
    }
}
