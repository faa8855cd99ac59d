using System.Diagnostics;
using System.Globalization;
using EdgeEngines.Generating;
using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary><c>models check</c> of a model that writes text: weights and tokenizer as the host opens them, and how fast they go on.</summary>
internal static class LanguageCheck
{
    public static ModelCheckReport Run(ModelFolder folder, EngineOptions options, TimeSpan measureFor, ModelCheckReport report, List<string> warnings, ILogger logger)
    {
        using var decoder = TextDecoderFactory.Load(folder, options, logger);
        var tokens = "no tokenizer";
        if (folder.Description.Tokenizer is null)
        {
            warnings.Add($"it has no tokenizer, so it cannot be asked: put its {TextTokenizer.FileName} beside it and describe it anew with 'models add'");
        }
        else
        {
            var tokenizer = TextTokenizer.Load(folder);
            TokenizerFit.Check(decoder, tokenizer);
            tokens = $"{tokenizer.Bytes.Count} tokens in its tokenizer";
        }
        var language = string.Create(
            CultureInfo.InvariantCulture,
            $"language model: {decoder.Vocabulary} tokens scored, {tokens}, {decoder.Layers} layers, context {decoder.Context}; goes on with {Rate(decoder, measureFor):0} tokens/s in one row");
        return report with { Engine = decoder.Report, BatchSize = 1, Language = language };
    }

    private static double Rate(ITextDecoder decoder, TimeSpan measureFor)
    {
        int[] token = [0], one = [1];
        var (steps, started) = (0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(started) < measureFor)
        {
            if (steps == 0 || decoder.Length(0) >= decoder.Context)
                decoder.Begin([[0]]);
            decoder.Feed(token, one);
            steps++;
        }
        return steps / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
