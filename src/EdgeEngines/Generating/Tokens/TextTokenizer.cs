using System.Text;
using EdgeEngines.Models;

namespace EdgeEngines.Generating.Tokens;

/// <summary>
/// Texts to the tokens of one model and back to bytes, from a <c>tokenizer.json</c>:
/// <code>
///  text ─► added tokens, longest first ─► normalizer ─► added tokens that want it ─► words ─► merges ─► ids
/// </code>
/// Adds nothing of its own: no begin, no end. One caller at a time.
/// </summary>
public sealed class TextTokenizer
{
    public const string FileName = "tokenizer.json";

    /// <summary>Vocabularies of 256,000 tokens take about 30 MB.</summary>
    public const long LargestBytes = 64 << 20;

    private readonly AddedTokens _first;
    private readonly AddedTokens _second;
    private readonly TextPieces _pieces;
    private readonly byte[][] _bytes;
    private readonly Dictionary<string, int> _ids;

    internal TextTokenizer(IReadOnlyList<AddedToken> added, TextPieces pieces, byte[][] bytes, Dictionary<string, int> ids)
    {
        (_first, _second) = (new AddedTokens(added.Where(token => !token.IsNormalized)), new AddedTokens(added.Where(token => token.IsNormalized)));
        (_pieces, _bytes, _ids) = (pieces, bytes, ids);
    }

    /// <summary>The bytes that each token writes, by its id; empty for one that writes nothing.</summary>
    public IReadOnlyList<byte[]> Bytes => _bytes;

    /// <summary>By its name in the file; null for none.</summary>
    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <param name="from">Where it comes from, for messages.</param>
    /// <exception cref="ModelException">It is none, or of a kind that is not read; everything wrong at once.</exception>
    public static TextTokenizer Read(ReadOnlySpan<byte> json, string from) => TokenizerJson.Read(json, from);

    /// <summary>That a model's folder names, verified.</summary>
    /// <exception cref="ModelException">As <see cref="Read"/>, or it is missing or another file.</exception>
    public static TextTokenizer Load(ModelFolder folder)
    {
        var model = folder.Description;
        if (model.Tokenizer is not { Kind: "tokenizer-json" } tokenizer)
            throw new ModelException($"model '{model.Name}' has no tokenizer of the kind tokenizer-json: put the {FileName} that it was trained with beside it and describe it anew with 'models add'");
        return Read(ModelFile.ReadCompanion(folder, tokenizer.Vocabulary, tokenizer.VocabularySha256, LargestBytes), System.IO.Path.Combine(folder.Path, tokenizer.Vocabulary));
    }

    /// <param name="special">Names of special tokens are those tokens; false for what a stranger wrote, where they are text.</param>
    /// <param name="isStart">Of the text: some vocabularies begin it with a blank of their own.</param>
    public List<int> Encode(string text, bool special, bool isStart = true)
    {
        var ids = new List<int>();
        foreach (var (part, token) in _first.Cut(Whole(text), special))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
                continue;
            }
            foreach (var (rest, inner) in _second.Cut(_pieces.Normalize(part, isStart && ids.Count == 0), special))
            {
                if (inner is not null)
                    ids.Add(inner.Id);
                else
                    _pieces.Encode(rest, isStart && ids.Count == 0, ids);
            }
        }
        return ids;
    }

    /// <summary>Half of a pair is no letter.</summary>
    private static string Whole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }
}
