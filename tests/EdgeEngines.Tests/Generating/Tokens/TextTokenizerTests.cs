using System.Text;
using System.Text.Json.Nodes;
using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;
using Xunit;

namespace EdgeEngines.Tests.Generating.Tokens;

public sealed class TextTokenizerTests
{
    private static readonly string[] s_merges = ["a b"];

    [Theory]
    [InlineData("ab", "ab")] // merged
    [InlineData("ab ab", "ab|Ġab")] // the blank belongs to the word behind it
    [InlineData("a b", "a|Ġ|b")] // a merge does not reach over words
    [InlineData("aab", "a|ab")]
    [InlineData("ab  ab", "ab|Ġ|Ġab")] // of two blanks the last goes with the word
    [InlineData("<ask>ab", "<ask>|ab")]
    [InlineData("x = find(ab", "x| = find(|ab")] // an added token comes before words and merges
    [InlineData("x = find ", "x|Ġ|=|Ġ|f|i|n|d|Ġ")] // but whole or not at all
    [InlineData("\")\n\"", "\")\n|\"")] // of two that fit the longer
    public void Encode_ByTheRulesOnPaper(string text, string tokens) => Assert.Equal(tokens, Names(Bytewise(), text, special: true));

    [Fact]
    public void Encode_OfWhatAStrangerWrote_HasNoSpecialTokens() => Assert.Equal("<|a|s|k|>|ab| = find(", Names(Bytewise(), "<ask>ab = find(", special: false));

    [Fact]
    public void Encode_OfLettersBeyondTheMerges_AreTheirBytes()
    {
        var tokenizer = Bytewise();
        foreach (var text in (string[])["駅", "𠮷野家", "🚗", "é", "\u0000", "がぎ"])
            Assert.Equal(Encoding.UTF8.GetBytes(text), Written(tokenizer, text));
        Assert.Equal("\uFFFD"u8.ToArray(), Written(tokenizer, "\uD800"));
    }

    [Fact]
    public void Bytes_OfEachToken_AreWhatItWrites()
    {
        var tokenizer = Bytewise();
        Assert.Equal(" ab"u8.ToArray(), tokenizer.Bytes[tokenizer.IdOf("Ġab")!.Value]);
        Assert.Equal(" = find("u8.ToArray(), tokenizer.Bytes[tokenizer.IdOf(" = find(")!.Value]);
        Assert.Empty(tokenizer.Bytes[tokenizer.IdOf("<ask>")!.Value]);
        for (var value = 0; value < 256; value++)
            Assert.Equal([(byte)value], tokenizer.Bytes[value]);
    }

    [Fact]
    public void Split_ByAPatternOfTheFile_IsDone()
    {
        // As Qwen has it: digits one by one, a sign may lead a word.
        var json = TinyTokenizer.ByteLevel(["1 2", "- a"]);
        json["pre_tokenizer"] = JsonNode.Parse("""
            {"type": "Sequence", "pretokenizers": [
              {"type": "Split", "pattern": {"Regex": "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s+"}, "behavior": "Isolated", "invert": false},
              {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]}
            """);
        var tokenizer = Read(json);
        Assert.Equal("-a|1|2", Names(tokenizer, "-a12", special: false));
    }

    [Fact]
    public void SentencePiece_BlanksAreLetters_UnknownLettersAreBytes()
    {
        var json = JsonNode.Parse("""
            {"added_tokens": [{"id": 0, "content": "<unk>", "special": true}, {"id": 1, "content": "</s>", "special": true}],
             "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
             "model": {"type": "BPE", "byte_fallback": true, "unk_token": "<unk>", "vocab": {"<unk>": 0, "</s>": 1}, "merges": ["▁ a", "▁a b"]}}
            """)!.AsObject();
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        for (var value = 0; value < 256; value++)
            vocabulary[$"<0x{value:X2}>"] = 2 + value;
        foreach (var token in (string[])["▁", "a", "b", "▁a", "▁ab"])
            vocabulary[token] = vocabulary.Count;
        var tokenizer = Read(json);
        Assert.Equal("▁ab|▁a|▁|b", Names(tokenizer, "ab a b", special: true));
        Assert.Equal("▁|<0xC3>|<0xA9>|a", Names(tokenizer, "éa", special: true));
        Assert.Equal(" ab"u8.ToArray(), tokenizer.Bytes[tokenizer.IdOf("▁ab")!.Value]);
        Assert.Equal([(byte)0xC3], tokenizer.Bytes[tokenizer.IdOf("<0xC3>")!.Value]);
    }

    [Fact]
    public void Unigram_TakesTheLikeliestPieces()
    {
        var tokenizer = Read(JsonNode.Parse("""
            {"added_tokens": [{"id": 0, "content": "<unk>", "special": true}],
             "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
             "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0], ["▁", -2], ["a", -3], ["b", -3], ["ab", -4], ["▁a", -5.5], ["c", -9]]}}
            """)!.AsObject());
        // ▁ + ab: −6; ▁a + b: −8.5; ▁ + a + b: −8.
        Assert.Equal("▁|ab|▁|c", Names(tokenizer, "ab c", special: true));
    }

    [Theory]
    [InlineData("model", """{"type": "WordPiece", "vocab": {}}""", "'model.type' is WordPiece: expected BPE or Unigram")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "'pre_tokenizer' has Whitespace")]
    [InlineData("normalizer", """{"type": "Precompiled"}""", "'normalizer' has Precompiled")]
    [InlineData("added_tokens", """[{"id": 300, "content": "<x>", "lstrip": true}]""", "added token \"<x>\" has 'lstrip'")]
    [InlineData("pre_tokenizer", """{"type": "Split", "pattern": {"Regex": "\\p{Han}("}, "behavior": "Isolated"}""", "splits by a pattern that .NET does not read")]
    [InlineData("pre_tokenizer", """{"type": "Split", "pattern": {"String": "x"}, "behavior": "MergedWithNext"}""", "with the behavior MergedWithNext")]
    public void Read_OfWhatIsNotDone_NamesIt(string part, string json, string message)
    {
        var file = TinyTokenizer.ByteLevel(s_merges[..1]);
        file[part] = JsonNode.Parse(json);
        Assert.Contains(message, Refusal(file.ToJsonString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1, 2]")]
    [InlineData("""{"model": {"type": "BPE"}}""")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": ["a"]}}""")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": -5}, "merges": []}, "decoder": {"type": "ByteLevel"}}""")]
    [InlineData("""{"model": {"type": "Unigram", "unk_id": 7, "vocab": [["a", 1]]}}""")]
    public void Read_OfSomethingElse_IsRefused(string json) => Assert.Contains("here.json is no tokenizer that is run here", Refusal(json), StringComparison.Ordinal);

    [Fact]
    public void Read_WithoutAByte_IsRefused()
    {
        var file = TinyTokenizer.ByteLevel([]);
        file["model"]!["vocab"]!.AsObject().Remove("Ġ");
        Assert.Contains("lacks 1 of the 256 bytes, the first 0x20", Refusal(file.ToJsonString()), StringComparison.Ordinal);
    }

    private static TextTokenizer Bytewise() => Read(TinyTokenizer.ByteLevel(["a b", "Ġ ab"], "<ask>", " = find(", "\")", "\")\n"));

    private static TextTokenizer Read(JsonObject json) => TextTokenizer.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "here.json");

    private static string Refusal(string json) => Assert.Throws<ModelException>(() => TextTokenizer.Read(Encoding.UTF8.GetBytes(json), "here.json")).Message;

    private static byte[] Written(TextTokenizer tokenizer, string text) => [.. tokenizer.Encode(text, special: false).SelectMany(id => tokenizer.Bytes[id])];

    private static string Names(TextTokenizer tokenizer, string text, bool special)
    {
        var names = new Dictionary<int, string>();
        foreach (var name in (string[])[
            "ab", "Ġab", "<ask>", " = find(", "\")", "\")\n", "12", "-a", "</s>", "<unk>", "▁", "▁a", "▁ab",
            .. Enumerable.Range(0, 256).Select(value => TinyTokenizer.Letter((byte)value)), .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>")])
        {
            if (tokenizer.IdOf(name) is { } id)
                names[id] = name;
        }
        return string.Join('|', tokenizer.Encode(text, special).Select(id => names[id]));
    }
}
