using System.Text.Json.Nodes;

namespace EdgeEngines.Tests.Generating.Tokens;

/// <summary>A <c>tokenizer.json</c> as exporters write it: all bytes, a few merges, added tokens.</summary>
internal static class TinyTokenizer
{
    public static string Letter(byte value) => ((char)(value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE
        ? value
        : 0x100 + Enumerable.Range(0, value).Count(lower => lower is not ((>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE)))).ToString();

    /// <param name="merges">Pairs, apart by a blank, in bytes as they print; a blank itself is Ġ.</param>
    /// <param name="added">Behind them; a name in angle brackets is special.</param>
    public static JsonObject ByteLevel(string[] merges, params string[] added)
    {
        var vocabulary = new JsonObject();
        for (var value = 0; value < 256; value++)
            vocabulary[Letter((byte)value)] = value;
        foreach (var merge in merges)
            vocabulary[merge.Replace(" ", "", StringComparison.Ordinal)] = vocabulary.Count;
        var count = vocabulary.Count;
        return new JsonObject
        {
            ["added_tokens"] = new JsonArray([.. added.Select((content, i) => new JsonObject
            {
                ["id"] = count + i, ["content"] = content, ["special"] = content is ['<', _, .., '>'], ["normalized"] = false, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false,
            })]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = true },
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject { ["type"] = "BPE", ["unk_token"] = null, ["vocab"] = vocabulary, ["merges"] = new JsonArray([.. merges.Select(merge => JsonValue.Create(merge))]) },
        };
    }
}
