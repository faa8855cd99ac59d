using System.Text.Json.Nodes;
using EdgeEngines.Embedding;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Tests.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Embedding;

public sealed class TextEncoderTests
{
    // "red cars": [CLS] red car ##s [SEP] = 2 + 4 + 6 + 7 + 3 = 22 over a context of 8.
    [Theory]
    [InlineData(TinyOnnx.Int64, false, 22f / 8, 1f)]
    [InlineData(TinyOnnx.Int32, false, 22f / 8, 1f)]
    [InlineData(TinyOnnx.Int64, true, 22f / 8, 5f / 8)]
    [InlineData(TinyOnnx.Int32, true, 22f / 8, 5f / 8)]
    public void Encode_Text_FeedsTokensPaddingAndMask(int type, bool withMask, float mean, float share)
    {
        using var model = TinyEncoders.MeanToken(type, withMask, TinyEncoders.Words.Length);
        using var encoder = Load(model);
        Assert.Equal((2, TinyEncoders.Context), (encoder.Dimensions, encoder.Context));
        var vector = new float[] { 9, 9, 42 };
        encoder.Encode("Red cars", vector);
        ImageEncoderTests.AssertVector([mean, share], vector);
        Assert.Equal(42, vector[2]);
        encoder.Encode("blue", vector); // 2 + 5 + 3: nothing of the longer text is left
        ImageEncoderTests.AssertVector([10f / 8, withMask ? 3f / 8 : 1], vector);
    }

    [Fact]
    public void Encode_PadOfTheDescription_FillsTheRow()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, TinyEncoders.Words.Length, json => json["tokenizer"]!["pad"] = 3);
        using var encoder = Load(model);
        var vector = new float[2];
        encoder.Encode("red", vector);
        ImageEncoderTests.AssertVector([(2 + 4 + 3 + (5 * 3)) / 8f, 1], vector);
    }

    [Fact]
    public void Encode_AsLongAsTheContext_IsTakenOneMoreIsNot()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, true, TinyEncoders.Words.Length);
        using var encoder = Load(model);
        var vector = new float[2];
        encoder.Encode("red red red red red red", vector); // 6 and start and end
        ImageEncoderTests.AssertVector([29f / 8, 1], vector);
        var message = Assert.Throws<TextException>(() => encoder.Encode("red red red red red red car", vector)).Message;
        Assert.Contains("model 'mean-token'", message, StringComparison.Ordinal);
        Assert.Contains("\"red red red red red red car\" has 9 tokens", message, StringComparison.Ordinal);
        Assert.Contains("allowed are 8", message, StringComparison.Ordinal);
        Assert.Contains("1000000 characters", Assert.Throws<TextException>(() => encoder.Encode(new string('a', 1_000_000), vector)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    public void Encode_NoText_IsRefused(string text)
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, TinyEncoders.Words.Length);
        using var encoder = Load(model);
        Assert.Contains("empty", Assert.Throws<TextException>(() => encoder.Encode(text, new float[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_VocabularyLargerThanTheTable_SaysThatTheyDoNotBelongTogether()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, TinyEncoders.Words.Length - 1);
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains("the last token of vocab.txt, number 14", message, StringComparison.Ordinal);
        Assert.Contains("another vocabulary", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnotherVocabularyThanDescribed_IsRefused()
    {
        var digest = new string('0', 64);
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20, json => json["tokenizer"]!["vocabulary_sha256"] = digest);
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains($"sha256 expected {digest}", message, StringComparison.Ordinal);
        Assert.Contains("vocab.txt", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "cannot be read")]
    [InlineData("", "is empty")]
    [InlineData("red\nblue\n", "no line [PAD]")]
    [InlineData("[PAD]\n[UNK]\n[CLS]\n", "no line [SEP]")]
    public void Load_NoVocabulary_SaysWhichFileAndWhat(string? content, string expected)
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20);
        var file = Path.Combine(model.Path, "vocab.txt");
        File.Delete(file);
        if (content is not null)
            File.WriteAllText(file, content);
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("vocab.txt", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_InputThatIsNoTokens_SaysExpectedAndFound()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20, json => json["input"]!["type"] = "int32");
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        Assert.Contains("'input_ids' is int32[batch, 8 tokens", message, StringComparison.Ordinal);
        Assert.Contains("'input_ids' int64[batch, length]", message, StringComparison.Ordinal);
        using var picture = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20, json => json["input"]!["type"] = "float32");
        Assert.Contains("input.height 1 and input.type int64 or int32", Assert.Throws<ModelException>(() => Load(picture)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithoutTokenizer_NamesTheField()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20, json => json.Remove("tokenizer"));
        Assert.Contains("'tokenizer' is \"nothing\"", Assert.Throws<ModelException>(() => Load(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BadFields_AreAllListed()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, false, 20, json =>
        {
            json["tokenizer"] = new JsonObject { ["kind"] = "sentencepiece", ["vocabulary"] = "../vocab.txt", ["pad"] = -1, ["vocabulary_sha256"] = "abc" };
            json["embedding"] = new JsonObject { ["logit_scale"] = -3 };
            json["input"]!["context"] = 2;
        });
        var message = Assert.Throws<ModelException>(() => Load(model)).Message;
        foreach (var expected in (string[])
            [
                "'tokenizer.kind' is \"sentencepiece\", expected wordpiece | clip-bpe", "'tokenizer.vocabulary' is \"../vocab.txt\"", "'tokenizer.pad' is -1",
                "'tokenizer.vocabulary_sha256' is \"abc\"", "'embedding.logit_scale' is -3", "'input.context' is 2, expected 0 to 1",
            ])
            Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TextEncoder_RunsIt()
    {
        using var model = TinyEncoders.MeanToken(TinyOnnx.Int64, true, TinyEncoders.Words.Length);
        var report = ModelCheck.Run(model.Folder, new EngineOptions(), TimeSpan.FromMilliseconds(1), NullLogger.Instance);
        Assert.True(report.RunsPerSecond > 0);
        Assert.Empty(report.Warnings);
        File.WriteAllLines(Path.Combine(model.Path, "vocab.txt"), [.. TinyEncoders.Words, "more"]);
        Assert.Contains("another vocabulary", Assert.Throws<ModelException>(() => ModelCheck.Run(model.Folder, new EngineOptions(), TimeSpan.Zero, NullLogger.Instance)).Message, StringComparison.Ordinal);
    }

    private static ITextEncoder Load(ModelOnDisk model) => TextEncoderFactory.Load(model.Folder, new EngineOptions(), NullLogger.Instance);
}
