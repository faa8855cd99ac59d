using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEngines.Embedding.Tokens;
using EdgeEngines.Models;
using EdgeEngines.Tests.Onnx;
using Xunit;

namespace EdgeEngines.Tests.Embedding.Tokens;

public sealed class TextTokensTests
{
    // Worked out by hand with BERT's rules: lower case, accents off, punctuation stands alone, longest piece first, a word with
    // a part that is not in the vocabulary is unknown as a whole.
    [Theory]
    [InlineData("red", new long[] { 2, 4, 3 })]
    [InlineData("  RED\tcar ", new long[] { 2, 4, 6, 3 })]
    [InlineData("cars, red", new long[] { 2, 6, 7, 10, 4, 3 })]
    [InlineData("unlit", new long[] { 2, 8, 9, 3 })]
    [InlineData("redlit", new long[] { 2, 4, 9, 3 })]
    [InlineData("uncar", new long[] { 2, 1, 3 })]
    [InlineData("green car", new long[] { 2, 1, 6, 3 })]
    [InlineData("Café", new long[] { 2, 11, 3 })]
    [InlineData("CAFÉ", new long[] { 2, 11, 3 })]
    [InlineData("cafe\u0301", new long[] { 2, 11, 3 })] // the accent by itself
    [InlineData("ørøed", new long[] { 2, 1, 3 })] // no accent: ø is a letter
    [InlineData("red\u00A0car\u2003car\r\ncar", new long[] { 2, 4, 6, 6, 6, 3 })]
    [InlineData("[SEP]", new long[] { 2, 12, 14, 13, 3 })] // typed, not meant
    public void Encode_WordPiece_IsWhatTheRulesSay(string text, long[] expected)
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20);
        AssertTokens(expected, pad: 0, TextTokens.Load(model.Folder), text);
    }

    [Fact]
    public void Encode_CasedVocabulary_KeepsCapitalsAndAccents()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20, json => json["tokenizer"]!["lower_case"] = false);
        AssertTokens([2, 1, 4, 3], pad: 0, TextTokens.Load(model.Folder), "Red red");
        AssertTokens([2, 1, 3], pad: 0, TextTokens.Load(model.Folder), "café");
    }

    // The bytes as GPT-2 and CLIP write them (printable ones as themselves, é as Ã and ©), then merges in their order:
    // 1 c a, 2 r e, 3 ca t</w>, 4 re d</w>, 5 ca r</w>, 6 Ã ©</w>.
    private static readonly string[] s_clip =
    [
        "c", "a", "t", "r", "e", "d", "s", "1", "2", "!", "Ã", "©", "'", "c</w>", "a</w>", "t</w>", "r</w>", "e</w>", "d</w>", "s</w>", "1</w>", "2</w>", "!</w>", "Ã</w>", "©</w>", "'</w>",
        "ca", "re", "cat</w>", "red</w>", "car</w>", "Ã©</w>", "<|startoftext|>", "<|endoftext|>",
    ];

    [Theory]
    [InlineData("cat", new[] { "cat</w>" })]
    [InlineData("Red  CAT", new[] { "red</w>", "cat</w>" })]
    [InlineData("cats", new[] { "ca", "t", "s</w>" })]
    [InlineData("car's", new[] { "car</w>", "'", "s</w>" })]
    [InlineData("cat12", new[] { "cat</w>", "1</w>", "2</w>" })] // digits stand alone
    [InlineData("cat!!", new[] { "cat</w>", "!", "!</w>" })]
    [InlineData("é", new[] { "Ã©</w>" })]
    [InlineData("e", new[] { "e</w>" })]
    [InlineData("recar", new[] { "re", "car</w>" })]
    public void Encode_ClipBytePairs_IsWhatTheMergesSay(string text, string[] expected)
    {
        using var model = Clip();
        long[] ids = [Id("<|startoftext|>"), .. expected.Select(Id), Id("<|endoftext|>")];
        AssertTokens(ids, pad: Id("<|endoftext|>"), TextTokens.Load(model.Folder), text);
    }

    [Theory]
    [InlineData("vocab.json", "[1, 2]", "is no vocabulary of the kind clip-bpe")]
    [InlineData("vocab.json", "{\"a\": 0", "is no vocabulary of the kind clip-bpe")]
    [InlineData("vocab.json", "{\"a\": 0.5}", "is no vocabulary of the kind clip-bpe")]
    [InlineData("vocab.json", "{\"a\": 0}", "has no <|startoftext|>")]
    [InlineData("merges.txt", "c a t\n", "is no vocabulary of the kind clip-bpe")]
    [InlineData("merges.txt", "x y\n", "is no vocabulary of the kind clip-bpe")]
    public void Load_DamagedClipVocabulary_SaysWhichFolder(string file, string content, string expected)
    {
        using var model = Clip();
        File.WriteAllText(Path.Combine(model.Path, file), content);
        var message = Assert.Throws<ModelException>(() => TextTokens.Load(model.Folder)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(model.Path, message, StringComparison.Ordinal);
    }

    private static long Id(string token) => Array.IndexOf(s_clip, token) is var id and >= 0 ? id : throw new ArgumentException(token);

    private static ModelOnDisk Clip()
    {
        var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 64, json => json["tokenizer"] = new JsonObject
        {
            ["kind"] = "clip-bpe", ["vocabulary"] = "vocab.json", ["merges"] = "merges.txt", ["pad"] = Id("<|endoftext|>"),
        });
        File.WriteAllText(Path.Combine(model.Path, "vocab.json"), JsonSerializer.Serialize(s_clip.Select((token, id) => (token, id)).ToDictionary(t => t.token, t => t.id)));
        File.WriteAllText(Path.Combine(model.Path, "merges.txt"), "#version: 0.2\nc a\nr e\nca t</w>\nre d</w>\nca r</w>\nÃ ©</w>\n");
        return model;
    }

    private static void AssertTokens(long[] expected, long pad, TextTokens tokens, string text)
    {
        var row = new long[tokens.Context];
        Assert.Equal(expected.Length, tokens.Encode(text, row));
        Assert.Equal([.. expected, .. Enumerable.Repeat(pad, row.Length - expected.Length)], row);
    }
}
