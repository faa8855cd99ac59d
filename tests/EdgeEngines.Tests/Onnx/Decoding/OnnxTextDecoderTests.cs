using EdgeEngines.Generating;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EdgeEngines.Tests.Onnx.Decoding;

/// <summary>Read in pieces, side by side, forked and thinned out: the scores are those of the whole text computed at once.</summary>
public sealed class OnnxTextDecoderTests
{
    [Theory]
    [InlineData(false, TinyOnnx.Int64, TinyOnnx.Float32)]
    [InlineData(false, TinyOnnx.Int64, TinyOnnx.Float16)]
    [InlineData(true, TinyOnnx.Int32, TinyOnnx.Float32)]
    [InlineData(true, TinyOnnx.Int64, TinyOnnx.Float16)]
    public void Rows_OfEveryLength_ScoreAsAlone(bool combined, int idType, int cacheType)
    {
        var model = new TinyDecoder { IsCombined = combined, IdType = idType, CacheType = cacheType };
        using var rows = new Rows(model);
        rows.Begin([3], [1, 2, 3, 4, 5], [7, 7], Text(40, 1));
        Assert.Equal(TinyDecoder.Layers, rows.Decoder.Layers);
        rows.Feed([2, 3], [4], [5, 6, 7, 8], [9]);
        // Past 32 and 64 tokens: the cache grows under way.
        for (var step = 0; step < 45; step++)
            rows.Feed([step % 16], [(step * 3) % 16], [(step * 5) % 16, step % 7], [(step * 7) % 16]);
    }

    [Fact]
    public void Take_ForksAndThinsOut()
    {
        using var rows = new Rows(new TinyDecoder());
        rows.Begin([1, 2, 3], [4, 5], [6]);
        rows.Take(0, 0, 0, 1, 1, 2, 2, 2, 2);
        rows.Feed([1], [2], [3], [4], [5], [6], [7], [8], [9]);
        rows.Take(1, 2, 4, 8);
        rows.Feed([1, 1], [2], [3, 3, 3], [4]);
        rows.Take(0, 0, 1, 3);
        rows.Feed([9], [8], [7], [6]);
        rows.Take(3);
        rows.Feed([5]);
    }

    [Fact]
    public void Rows_InTheDozens()
    {
        using var rows = new Rows(new TinyDecoder { IsCombined = true });
        rows.Begin([.. Enumerable.Range(0, 40).Select(row => Text(1 + (row % 9), row))]);
        for (var step = 0; step < 6; step++)
            rows.Feed([.. Enumerable.Range(0, rows.Decoder.Rows).Select(row => Text(1 + ((row + step) % 3), row + step))]);
        rows.Take([.. Enumerable.Range(0, 40).Where(row => row % 3 != 1)]);
        rows.Feed([.. Enumerable.Range(0, rows.Decoder.Rows).Select(row => Text(1, row))]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Begin_WithTheBeginningOfBefore_ScoresAsWithout(bool combined)
    {
        using var rows = new Rows(new TinyDecoder { IsCombined = combined });
        var common = Text(50, 3);
        rows.Begin([.. common, 1]);
        rows.Begin([.. common, 2, 3], [.. common, 4]);
        rows.Feed([5], [6]);
        rows.Begin([.. common[..20], 9, 9], [.. common[..30], 1]);
        rows.Feed([1, 2], [3]);
        rows.Begin([.. common[..20], 9, 9]);
        rows.Begin([2], [.. common]);
    }

    [Fact]
    public void Feed_OneTokenARowAgainAndAgain_MakesNoGarbage()
    {
        using var disk = new TinyDecoder().OnDisk();
        using var decoder = TextDecoderFactory.Load(disk.Folder, new EngineOptions(), NullLogger.Instance);
        int[] tokens = [1, 2, 3], counts = [1, 1, 1];
        for (var round = 0; round < 2; round++)
        {
            decoder.Begin([[1, 2], [3], [4, 5, 6]]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var step = 0; step < 80; step++)
                decoder.Feed(tokens, counts);
            if (round == 1)
                Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (80.0 * 3), 0, 128);
        }
    }

    [Fact]
    public void Feed_BeyondTheContext_IsRefused()
    {
        using var disk = new TinyDecoder().OnDisk(json => json["input"]!["width"] = 8);
        using var decoder = TextDecoderFactory.Load(disk.Folder, new EngineOptions(), NullLogger.Instance);
        decoder.Begin([[1, 2, 3, 4, 5, 6]]);
        Assert.Contains("8 together at most", Assert.Throws<ArgumentException>(() => decoder.Feed([1, 2, 3], [3])).Message, StringComparison.Ordinal);
        Assert.Contains("the vocabulary ends at 15", Assert.Throws<ArgumentException>(() => decoder.Feed([16], [1])).Message, StringComparison.Ordinal);
        decoder.Feed([1, 2], [2]);
        Assert.Equal(8, decoder.Length(0));
    }

    [Fact]
    public void Load_OfAFileThatIgnoresItsMask_IsRefused()
    {
        using var disk = new TinyDecoder { IgnoresMask = true }.OnDisk();
        Assert.Contains("does not keep to attention_mask", Refusal(disk), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAFileWithoutPositions_IsRefused()
    {
        using var disk = new TinyDecoder { HasPositions = false }.OnDisk();
        Assert.Contains("an input 'position_ids'", Refusal(disk), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAPictureModel_SaysWhatALanguageModelHas()
    {
        using var disk = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4), json =>
        {
            json["task"] = "text-generate";
            json.Remove("head");
        });
        var refusal = Refusal(disk);
        Assert.Contains("is no language model as it is run here", refusal, StringComparison.Ordinal);
        Assert.Contains("attention_mask", refusal, StringComparison.Ordinal);
        Assert.Contains("'images' float32[1, 3, 4, 4]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void PublishedLayout_OfTheSharedModel_GoesOnAsReadAtOnce()
    {
        var folder = TestData.Need("models/lm/tiny-random-gpt2-fp32");
        using var disk = new ModelOnDisk(File.ReadAllBytes(Path.Combine(folder, "past.onnx")), json =>
        {
            json["task"] = "text-generate";
            json["input"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "input_ids", ["type"] = "int32", ["width"] = 512, ["height"] = 1 };
            json.Remove("head");
        });
        using var decoder = TextDecoderFactory.Load(disk.Folder, new EngineOptions(), NullLogger.Instance);
        Assert.Equal((1000, 5, 512), (decoder.Vocabulary, decoder.Layers, decoder.Context));
        int[] text = [.. Enumerable.Range(0, 60).Select(i => (i * 37) % 1000)];
        decoder.Begin([text]);
        var whole = decoder.Logits(0).ToArray();
        decoder.Begin([text[..7], text[..30]]);
        decoder.Feed([.. text[7..59], .. text[30..32]], [52, 2]);
        decoder.Take([0]);
        decoder.Feed(text.AsSpan(59), [1]);
        for (var i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], decoder.Logits(0)[i], 1e-4);
    }

    private static string Refusal(ModelOnDisk disk) =>
        Assert.Throws<ModelException>(() => TextDecoderFactory.Load(disk.Folder, new EngineOptions(), NullLogger.Instance)).Message;

    private static int[] Text(int length, int seed) => [.. Enumerable.Range(0, length).Select(i => ((i * 11) + (seed * 5) + (i * i)) % 16)];

    /// <summary>The decoder, and the whole text of each row beside it; every step is compared.</summary>
    private sealed class Rows : IDisposable
    {
        private readonly TinyDecoder _model;
        private readonly ModelOnDisk _disk;
        private List<List<int>> _texts = [];

        public Rows(TinyDecoder model)
        {
            (_model, _disk) = (model, model.OnDisk());
            Decoder = TextDecoderFactory.Load(_disk.Folder, new EngineOptions(), NullLogger.Instance);
        }

        public ITextDecoder Decoder { get; }

        public void Begin(params int[][] prompts)
        {
            _texts = [.. prompts.Select(prompt => prompt.ToList())];
            Decoder.Begin(prompts);
            Compare();
        }

        public void Feed(params int[][] tokens)
        {
            for (var row = 0; row < tokens.Length; row++)
                _texts[row].AddRange(tokens[row]);
            Decoder.Feed([.. tokens.SelectMany(row => row)], [.. tokens.Select(row => row.Length)]);
            Compare();
        }

        public void Take(params int[] rows)
        {
            _texts = [.. rows.Select(row => _texts[row].ToList())];
            Decoder.Take(rows);
            Compare();
        }

        private void Compare()
        {
            Assert.Equal(_texts.Count, Decoder.Rows);
            for (var row = 0; row < _texts.Count; row++)
            {
                Assert.Equal(_texts[row].Count, Decoder.Length(row));
                var expected = _model.Scores(_texts[row]);
                var tolerance = _model.CacheType == TinyOnnx.Float16 ? 2e-2 : 2e-4;
                for (var word = 0; word < expected.Length; word++)
                    Assert.Equal(expected[word], Decoder.Logits(row)[word], tolerance);
            }
        }

        public void Dispose()
        {
            Decoder.Dispose();
            _disk.Dispose();
        }
    }
}
