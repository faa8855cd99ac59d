using System.Text;
using System.Text.Json;
using EdgeEngines.Models;
using Microsoft.ML.Tokenizers;

namespace EdgeEngines.Generating.Tokens;

/// <summary>
/// Reads <c>tokenizer.json</c>, the file of Hugging Face's tokenizers: byte-level BPE (GPT-2, Qwen, LLaMA 3, our own), BPE and Unigram of SentencePiece (LLaMA 2, Gemma, T5). What a
/// file has that is not done here would silently give other tokens than the model was trained with: so it is named and refused.
/// </summary>
internal static class TokenizerJson
{
    private const int MostTokens = 1 << 20;

    public static TextTokenizer Read(ReadOnlySpan<byte> json, string from)
    {
        List<string> problems = [];
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (Read(document.RootElement, problems) is { } tokenizer && problems.Count == 0)
                return tokenizer;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            problems.Add($"it cannot be read: {e.Message}");
        }
        throw new ModelException($"{from} is no tokenizer that is run here:\n  - {string.Join("\n  - ", problems)}");
    }

    private static TextTokenizer? Read(JsonElement file, List<string> problems)
    {
        if (file.ValueKind != JsonValueKind.Object || !file.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.Object)
        {
            problems.Add("it has no object 'model': expected a tokenizer.json as Hugging Face's tokenizers write it");
            return null;
        }
        var steps = TokenizerSteps.Read(file, problems);
        var vocabulary = TokenizerVocabulary.Read(model, problems);
        var added = Added(file, problems);
        if (problems.Count > 0 || vocabulary is null)
            return null;
        var ids = new Dictionary<string, int>(vocabulary.Ids, StringComparer.Ordinal);
        foreach (var token in added)
            ids[token.Content] = token.Id;
        var count = ids.Values.Max() + 1;
        if (count > MostTokens || ids.Values.Min() < 0)
        {
            problems.Add($"its tokens are numbered {ids.Values.Min()} to {count - 1}: expected 0 to {MostTokens - 1} at most");
            return null;
        }
        var pieces = Pieces(model, vocabulary, steps, problems);
        return pieces is null ? null : new TextTokenizer(added, pieces, Bytes(vocabulary, added, steps.IsByteLevel, count), ids);
    }

    private static TextPieces? Pieces(JsonElement model, TokenizerVocabulary vocabulary, TokenizerSteps steps, List<string> problems)
    {
        if (!steps.IsByteLevel)
        {
            if (!vocabulary.IsUnigram && vocabulary.ByteIds is null)
                problems.Add("'model' is BPE over letters: expected the pre_tokenizer or decoder ByteLevel, or byte_fallback with tokens <0x00> to <0xFF>");
            if (steps.Splits.Count > 0)
                problems.Add("'pre_tokenizer' splits by a pattern: expected Metaspace or none where the vocabulary is SentencePiece's");
            return problems.Count > 0 ? null : new SentencePieces(
                SentencePieceFile.Open(vocabulary.Scored, vocabulary.IsUnigram, vocabulary.Unknown), vocabulary.Unknown, vocabulary.ByteIds, steps.BlankFirst, steps.Normalize, steps.SplitsWords);
        }
        var missing = Enumerable.Range(0, 256).Where(value => !vocabulary.Ids.ContainsKey(ByteAlphabet.LetterOf((byte)value).ToString())).ToList();
        if (vocabulary.IsUnigram || missing.Count > 0)
        {
            problems.Add(vocabulary.IsUnigram ? "'model' is Unigram behind ByteLevel: expected BPE there" : $"'model.vocab' lacks {missing.Count} of the 256 bytes, the first 0x{missing[0]:X2}: expected all of them");
            return null;
        }
        var options = new BpeOptions(vocabulary.Ids) { Merges = vocabulary.Merges, ByteLevel = true };
        var wholeWords = model.TryGetProperty("ignore_merges", out var ignore) && ignore.ValueKind == JsonValueKind.True ? vocabulary.Ids : null;
        return new ByteLevelPieces(BpeTokenizer.Create(options), steps.Splits, steps.BlankFirst != BlankFirst.Never, steps.Normalize, wholeWords);
    }

    private static List<AddedToken> Added(JsonElement file, List<string> problems)
    {
        List<AddedToken> added = [];
        if (!file.TryGetProperty("added_tokens", out var tokens) || tokens.ValueKind == JsonValueKind.Null)
            return added;
        foreach (var token in tokens.EnumerateArray())
        {
            var content = token.GetProperty("content").GetString()!;
            foreach (var flag in (string[])["single_word", "lstrip", "rstrip"])
            {
                if (Is(token, flag))
                    problems.Add($"added token \"{content}\" has '{flag}': expected false, what stands beside a token is left as it is");
            }
            added.Add(new AddedToken(token.GetProperty("id").GetInt32(), content, Is(token, "special"), Is(token, "normalized")));
        }
        return added;
    }

    private static bool Is(JsonElement token, string flag) => token.TryGetProperty(flag, out var value) && value.ValueKind == JsonValueKind.True;

    private static byte[][] Bytes(TokenizerVocabulary vocabulary, List<AddedToken> added, bool isByteLevel, int count)
    {
        var bytes = new byte[count][];
        Array.Fill(bytes, []);
        foreach (var (token, id) in vocabulary.Ids)
        {
            bytes[id] = isByteLevel ? ByteAlphabet.BytesOf(token) ?? Encoding.UTF8.GetBytes(token)
                : id == vocabulary.Unknown ? []
                : SentencePieceFile.ByteOf(token) is { } value ? [value]
                : Encoding.UTF8.GetBytes(token.Replace(SentencePieces.Blank, ' '));
        }
        foreach (var token in added)
            bytes[token.Id] = token.IsSpecial ? [] : Encoding.UTF8.GetBytes(token.Content);
        return bytes;
    }
}
