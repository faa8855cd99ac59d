using CsCheck;
using EdgeEngines.Tracking;
using Xunit;

namespace EdgeEngines.Tests.Tracking;

public sealed class AssignmentTests
{
    // Sparse and dense, with ties, with gains that must be refused.
    private static readonly Gen<float> s_gain = Gen.Frequency(
        (3, Gen.Const(0f)), (1, Gen.Const(-1f)), (1, Gen.Const(float.NaN)), (1, Gen.Const(0.5f)), (6, Gen.Float[0.001f, 1f]));

    private static readonly Gen<float[,]> s_gains =
        from rows in Gen.Int[1, 7]
        from columns in Gen.Int[1, 7]
        from gains in s_gain.Array[rows * columns]
        select Shape(gains, rows, columns);

    [Fact]
    public void Solve_UpToSevenBySeven_GainsAsMuchAsTheBestOfAllPairings()
    {
        var assignment = new Assignment(); // one for all: what is left in its buffers must not matter
        s_gains.Sample(gains =>
        {
            var (rows, columns) = (gains.GetLength(0), gains.GetLength(1));
            Fill(assignment, gains);
            var total = 0.0;
            var taken = new HashSet<int>();
            for (var row = 0; row < rows; row++)
            {
                var column = assignment.ColumnOf(row);
                if (column < 0)
                    continue;
                Assert.InRange(column, 0, columns - 1);
                Assert.True(taken.Add(column), "one column was given away twice");
                Assert.True(gains[row, column] > 0, "a pair without gain was made");
                total += gains[row, column];
            }
            Assert.Equal(Best(gains, 0, 0), total, 4);
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void Solve_GreedyChoiceIsWrong_TakesTheBetterSum()
    {
        var assignment = new Assignment();
        Fill(assignment, new[,] { { 0.9f, 0.8f }, { 0.8f, 0f } });

        Assert.Equal([1, 0], [assignment.ColumnOf(0), assignment.ColumnOf(1)]);
    }

    [Fact]
    public void Solve_ThreeHundredByThreeHundredAllOverlapping_PairsEveryRow()
    {
        // Product of sorted vectors: by the rearrangement inequality the best pairing is the sorted one.
        const int Size = 300;
        var assignment = new Assignment();
        assignment.Begin(Size, Size);
        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
                assignment.Offer(row, column, (row + 1) * ((column * 7 % Size) + 1) / 1e5f);
        }
        assignment.Solve();

        for (var row = 0; row < Size; row++)
            Assert.Equal(row, assignment.ColumnOf(row) * 7 % Size);
    }

    [Fact]
    public void Solve_NoRowsOrNoColumns_DoesNothing()
    {
        var assignment = new Assignment();
        assignment.Begin(0, 5);
        assignment.Solve();
        assignment.Begin(2, 0);
        assignment.Solve();

        Assert.Equal(-1, assignment.ColumnOf(0));
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(127, 1)]
    [InlineData(1, 127)]
    [InlineData(3000, 2)]
    public void Solve_ManyRowsForFewColumns_PairsThem(int rows, int columns)
    {
        var assignment = new Assignment();
        assignment.Begin(rows, columns);
        assignment.Offer(rows - 1, columns - 1, 1);
        assignment.Solve();
        Assert.Equal(columns - 1, assignment.ColumnOf(rows - 1));
    }

    private static void Fill(Assignment assignment, float[,] gains)
    {
        assignment.Begin(gains.GetLength(0), gains.GetLength(1));
        for (var row = 0; row < gains.GetLength(0); row++)
        {
            for (var column = 0; column < gains.GetLength(1); column++)
                assignment.Offer(row, column, gains[row, column]);
        }
        assignment.Solve();
    }

    /// <summary>Every pairing there is, by plain recursion.</summary>
    private static double Best(float[,] gains, int row, int takenColumns)
    {
        if (row == gains.GetLength(0))
            return 0;
        var best = Best(gains, row + 1, takenColumns);
        for (var column = 0; column < gains.GetLength(1); column++)
        {
            if ((takenColumns & (1 << column)) == 0 && gains[row, column] > 0)
                best = Math.Max(best, gains[row, column] + Best(gains, row + 1, takenColumns | (1 << column)));
        }
        return best;
    }

    private static float[,] Shape(float[] values, int rows, int columns)
    {
        var shaped = new float[rows, columns];
        for (var i = 0; i < values.Length; i++)
            shaped[i / columns, i % columns] = values[i];
        return shaped;
    }
}
