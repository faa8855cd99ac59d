using System.Numerics.Tensors;
using EdgeHost.Memory;

namespace EdgeHost.Bench;

/// <summary>The ten nearest of 100,000 vectors of 256 numbers, on one thread. The vectors are drawn around a few hundred centres, as crops of like
/// objects are: harder than evenly spread ones, because many come close to the best.</summary>
internal sealed class GalleryBench : IBench
{
    private const int Rows = 100_000;
    private const int Dimensions = 256;
    private const int Centres = 300;
    private const int Queries = 60;
    private const int Top = 10;

    public Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        var (milliseconds, rescored) = Measure();
        report.Add("gallery_ms", milliseconds, FormattableString.Invariant($"{Rows} x {Dimensions}, exact; {rescored} rows compared in floats"));
        return Task.CompletedTask;
    }

    /// <returns>Median of a search, and how many rows one compares in floats.</returns>
    public static (double Milliseconds, long Rescored) Measure()
    {
        var random = new Random(7);
        var centres = Enumerable.Range(0, Centres).Select(_ => Near(random, new float[Dimensions], 1)).ToArray();
        var index = new VectorIndex(Dimensions, Top);
        for (var row = 0; row < Rows; row++)
            index.Add(row + 1, Near(random, centres[random.Next(Centres)], 0.7));
        var queries = Enumerable.Range(0, Queries).Select(_ => Near(random, centres[random.Next(Centres)], 0.7)).ToArray();
        var found = new VectorMatch[Top];
        var (next, rescored) = (0, 0L);
        var milliseconds = Median.Microseconds(Queries, () =>
        {
            index.Search(queries[next++ % Queries], found);
            rescored += index.Rescored;
        }) / 1000;
        return (milliseconds, rescored / next);
    }

    /// <summary>The centre and as much noise, of length 1.</summary>
    private static float[] Near(Random random, float[] centre, double noise)
    {
        var vector = new float[centre.Length];
        var spread = noise / Math.Sqrt(centre.Length);
        for (var i = 0; i < vector.Length; i++)
            vector[i] = centre[i] + (float)(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
