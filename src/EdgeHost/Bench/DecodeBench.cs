using System.Diagnostics;
using System.Numerics.Tensors;
using EdgeEngines.Generating;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeHost.Bench;

/// <summary>
/// The decode loop alone, a token a step. Its limit is what the machine can read: no token is made without reading all weights once, so many times a second one core reads as many bytes
/// from where they are (a memory of that size, added up), so many tokens a second are possible. Limit and loop are taken in turn.
/// </summary>
internal sealed class DecodeBench : IBench
{
    private const int Rows = 32;
    private const int Rounds = 5;

    public Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        using var decoder = TextDecoderFactory.Load(ground.OpenTextModel(), new EngineOptions(), NullLogger.Instance);
        var steps = Math.Min(64, decoder.Context - 16);
        var weights = new float[Math.Max(1, decoder.WeightBytes / sizeof(float))];
        var (rates, limits) = (new List<double>(), new List<double>());
        Go(decoder, 1, steps);
        Read(weights);
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rates.Add(Go(decoder, 1, steps).Rate);
            limits.Add(Read(weights));
        }
        Go(decoder, Rows, steps);
        var (many, bytes) = Go(decoder, Rows, steps);
        report.Add("decode_tokens_per_s", Median.Of(rates), FormattableString.Invariant($"{decoder.Model.Name}, one row"));
        report.Add("decode_limit_tokens_per_s", Median.Of(limits), FormattableString.Invariant($"{decoder.WeightBytes / 1e6:0.0} MB of weights, read once a token"));
        report.Add("decode_of_limit", Median.Of(rates) / Median.Of(limits));
        report.Add("decode_32_tokens_per_s", many, FormattableString.Invariant($"{Rows} rows side by side"));
        report.Add("decode_bytes_per_token", bytes, "managed memory");
        return Task.CompletedTask;
    }

    private static (double Rate, double BytesAToken) Go(ITextDecoder decoder, int rows, int steps)
    {
        decoder.Begin([.. Enumerable.Range(0, rows).Select(row => new[] { 1, row % decoder.Vocabulary, 2 })]);
        var (tokens, counts) = (new int[rows], new int[rows]);
        counts.AsSpan().Fill(1);
        var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var step = 0; step < steps; step++)
        {
            tokens.AsSpan().Fill((step * 7) % decoder.Vocabulary);
            decoder.Feed(tokens, counts);
        }
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return (rows * steps / took, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(rows * steps));
    }

    /// <summary>Times a second.</summary>
    private static double Read(float[] weights)
    {
        var (sum, times, began) = (0f, 0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(100))
        {
            sum += TensorPrimitives.Sum<float>(weights);
            times++;
        }
        return float.IsFinite(sum) ? times / Stopwatch.GetElapsedTime(began).TotalSeconds : 0;
    }
}
