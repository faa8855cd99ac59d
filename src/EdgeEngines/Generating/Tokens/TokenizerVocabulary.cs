using System.Text.Json;

namespace EdgeEngines.Generating.Tokens;

/// <summary>The part <c>model</c> of a <c>tokenizer.json</c>.</summary>
/// <param name="Scored">By id, for SentencePiece: higher scores are merged or taken first. Ids without a token hold a piece that no text has.</param>
/// <param name="Unknown">The token for what has no other; −1 where there is none.</param>
/// <param name="ByteIds">The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>; null without <c>byte_fallback</c>.</param>
internal sealed record TokenizerVocabulary(
    bool IsUnigram, Dictionary<string, int> Ids, IReadOnlyList<string> Merges, IReadOnlyList<(string Piece, float Score)> Scored, int Unknown, int[]? ByteIds)
{
    public static TokenizerVocabulary? Read(JsonElement model, List<string> problems)
    {
        var type = model.TryGetProperty("type", out var named) ? named.GetString() : model.TryGetProperty("merges", out _) ? "BPE" : "none";
        if (type is not ("BPE" or "Unigram"))
        {
            problems.Add($"'model.type' is {type}: expected BPE or Unigram");
            return null;
        }
        if (Given(model, "dropout"))
            problems.Add("'model.dropout' is given: expected null, tokens must not be left to chance");
        foreach (var affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (Given(model, affix) && model.GetProperty(affix).GetString() is { Length: > 0 } mark)
                problems.Add($"'model.{affix}' is \"{mark}\": expected none");
        }
        return type == "BPE" ? BytePairs(model, problems) : Unigram(model, problems);
    }

    private static TokenizerVocabulary? BytePairs(JsonElement model, List<string> problems)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in model.GetProperty("vocab").EnumerateObject())
            ids[token.Name] = token.Value.GetInt32();
        var merges = new List<string>();
        var ranks = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
        {
            var pair = merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString()!;
            ranks.TryAdd(pair.Replace(" ", "", StringComparison.Ordinal), -merges.Count);
            merges.Add(pair);
        }
        if (ids.Count == 0)
        {
            problems.Add("'model.vocab' is empty");
            return null;
        }
        if (ids.Values.Distinct().Count() != ids.Count)
            problems.Add("'model.vocab' gives one number to two tokens");
        var unknown = Given(model, "unk_token") && ids.TryGetValue(model.GetProperty("unk_token").GetString()!, out var id) ? id : -1;
        return new TokenizerVocabulary(false, ids, merges, Scores(ids, ranks), Math.Max(0, unknown), Bytes(model, ids, problems));
    }

    private static TokenizerVocabulary Unigram(JsonElement model, List<string> problems)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var scored = new List<(string, float)>();
        foreach (var token in model.GetProperty("vocab").EnumerateArray())
        {
            ids[token[0].GetString()!] = scored.Count;
            scored.Add((token[0].GetString()!, token[1].GetSingle()));
        }
        if (!Given(model, "unk_id"))
            problems.Add("'model.unk_id' is not given: expected the token for what has no other");
        var unknown = Given(model, "unk_id") ? model.GetProperty("unk_id").GetInt32() : 0;
        if (unknown < 0 || unknown >= scored.Count)
            problems.Add($"'model.unk_id' is {unknown}: expected 0 to {scored.Count - 1}");
        return new TokenizerVocabulary(true, ids, [], scored, unknown, Bytes(model, ids, problems));
    }

    /// <summary>SentencePiece merges the pair with the best piece first: a piece is as good as the first merge that makes it.</summary>
    private static List<(string, float)> Scores(Dictionary<string, int> ids, Dictionary<string, float> ranks)
    {
        var scored = Enumerable.Range(0, ids.Values.Max() + 1).Select(id => ($"\u0000{id}", float.MinValue)).ToList();
        foreach (var (token, id) in ids)
            scored[id] = (token, ranks.GetValueOrDefault(token, -1e9f));
        return scored;
    }

    private static int[]? Bytes(JsonElement model, Dictionary<string, int> ids, List<string> problems)
    {
        if (!model.TryGetProperty("byte_fallback", out var fallback) || fallback.ValueKind != JsonValueKind.True)
            return null;
        var bytes = Enumerable.Range(0, 256).Select(value => ids.GetValueOrDefault($"<0x{value:X2}>", -1)).ToArray();
        if (bytes.Contains(-1))
            problems.Add("'model.byte_fallback' without all of the tokens <0x00> to <0xFF>");
        return bytes;
    }

    private static bool Given(JsonElement model, string name) => model.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
}
