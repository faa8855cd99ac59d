using System.Numerics.Tensors;
using CsCheck;
using EdgeEngines.Tests;
using EdgeHost.Memory;
using Xunit;

namespace EdgeHost.Tests.Memory;

public sealed class VectorIndexTests
{
    [Fact]
    public void Search_AnyVectors_GivesWhatComparingWithEachGives() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 400], Gen.Int[1, 30], Gen.Enum<Spread>(), Gen.Int[0, 1_000_000]).Sample(
            (dimensions, rows, wanted, spread, seed) =>
            {
                var random = new Random(seed);
                var vectors = Enumerable.Range(0, rows).Select(_ => Vector(random, dimensions, spread)).ToArray();
                var index = new VectorIndex(dimensions, 30);
                for (var row = 0; row < rows; row++)
                    index.Add(row + 1, vectors[row]);
                AssertIsExact(index, vectors.Select((vector, row) => (row + 1L, vector)), Vector(random, dimensions, spread), wanted);
            },
            iter: 300);

    [Fact]
    public void Search_WhileRowsComeAndGo_SeesThoseThatAreThere()
    {
        var random = new Random(5);
        var index = new VectorIndex(24, 10);
        var there = new Queue<(long Id, float[] Vector)>();
        for (var id = 1; id <= 5000; id++)
        {
            var vector = Vector(random, 24, Spread.Even);
            index.Add(id, vector);
            there.Enqueue((id, vector));
            while (there.Count > 700 || (there.Count > 0 && random.Next(10) == 0))
            {
                index.RemoveOldest();
                there.Dequeue();
            }
            if (id % 250 == 0)
                AssertIsExact(index, there, Vector(random, 24, Spread.Even), 10);
        }
        Assert.Equal(there.Count, index.Count);
    }

    [Fact]
    public void Search_EqualVectors_GivesTheNewestFirst()
    {
        var index = new VectorIndex(2, 10);
        for (var id = 1; id <= 5; id++)
            index.Add(id, [0.6f, 0.8f]);
        var found = new VectorMatch[3];
        Assert.Equal(3, index.Search([1, 0], found));
        Assert.Equal([new(5, 0.6f), new(4, 0.6f), new(3, 0.6f)], found);
    }

    [Fact]
    public void Search_ZeroVectors_AreLikeNothing()
    {
        var index = new VectorIndex(3, 10);
        index.Add(1, [0, 0, 0]);
        index.Add(2, [1, 0, 0]);
        var found = new VectorMatch[5];
        Assert.Equal(2, index.Search([1, 0, 0], found));
        Assert.Equal([new(2, 1), new(1, 0)], found[..2]);
        Assert.Equal(2, index.Search([0, 0, 0], found));
        Assert.All(found[..2], match => Assert.Equal(0, match.Score));
    }

    [Fact]
    public void Search_Empty_FindsNothing()
    {
        var index = new VectorIndex(3, 10);
        Assert.Equal(0, index.Search([1, 0, 0], new VectorMatch[5]));
        index.Add(1, [1, 0, 0]);
        Assert.Equal(0, index.Search([1, 0, 0], []));
        index.RemoveOldest();
        Assert.Equal(0, index.Search([1, 0, 0], new VectorMatch[5]));
        Assert.Throws<InvalidOperationException>(index.RemoveOldest);
    }

    [Fact]
    public void Search_ManyRows_ReadsFewOfThemInFloats()
    {
        var random = new Random(3);
        var index = new VectorIndex(256, 10);
        for (var id = 1; id <= 20_000; id++)
            index.Add(id, Vector(random, 256, Spread.Even));
        index.Search(Vector(random, 256, Spread.Even), new VectorMatch[10]);
        Assert.InRange(index.Rescored, 10, 400);
    }

    [Fact]
    public void Search_InSteadyState_AllocatesNothing()
    {
        var random = new Random(3);
        var index = new VectorIndex(64, 10);
        for (var id = 1; id <= 1000; id++)
            index.Add(id, Vector(random, 64, Spread.Even));
        var (query, found) = (Vector(random, 64, Spread.Even), new VectorMatch[10]);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 100; i++)
                index.Search(query, found);
        }));
    }

    [Fact]
    public void Search_VectorOfAnotherLength_SaysExpectedAndFound()
    {
        var index = new VectorIndex(3, 10);
        Assert.Contains("2 numbers, expected 3", Assert.Throws<ArgumentException>(() => index.Add(1, new float[2])).Message, StringComparison.Ordinal);
        Assert.Contains("4 numbers, expected 3", Assert.Throws<ArgumentException>(() => index.Search(new float[4], new VectorMatch[1])).Message, StringComparison.Ordinal);
    }

    /// <summary>How vectors lie: all over the sphere, close together (as crops of one class), or along an axis each.</summary>
    public enum Spread
    {
        Even,
        Clustered,
        Axes,
    }

    private static float[] Vector(Random random, int dimensions, Spread spread)
    {
        var vector = new float[dimensions];
        if (spread == Spread.Axes)
        {
            vector[random.Next(dimensions)] = random.Next(2) == 0 ? 1 : -1;
            return vector;
        }
        for (var i = 0; i < dimensions; i++)
            vector[i] = (float)(random.NextDouble() - 0.5 + (spread == Spread.Clustered ? 3 : 0));
        var length = Math.Sqrt(vector.Sum(v => (double)v * v));
        return [.. vector.Select(v => (float)(v / length))];
    }

    private static void AssertIsExact(VectorIndex index, IEnumerable<(long Id, float[] Vector)> rows, float[] query, int wanted)
    {
        var expected = rows.Select(row => new VectorMatch(row.Id, TensorPrimitives.Dot<float>(query, row.Vector)))
            .OrderByDescending(match => match.Score).ThenByDescending(match => match.Id).Take(wanted).ToArray();
        var found = new VectorMatch[wanted];
        var count = index.Search(query, found);
        Assert.Equal(expected, found[..count]);
    }
}
