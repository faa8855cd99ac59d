using CsCheck;
using EdgeHost.Evaluating;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class PrecisionCurveTests
{
    public static TheoryData<string, int, double> ByHand => new()
    {
        // R right, W wrong, best score first; precision at the k-th right box, where a later one may be better
        { "R W R W R", 3, ((1 / 1.0) + (2 / 3.0) + (3 / 5.0)) / 3 },
        { "W R R", 2, ((2 / 3.0) + (2 / 3.0)) / 2 },
        { "W R R", 4, ((2 / 3.0) + (2 / 3.0)) / 4 },
        { "R R R", 3, 1 },
        { "W W", 5, 0 },
        { "", 5, 0 },
        { "W", 0, 0 },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void AveragePrecision_ByHand_IsTheAreaUnderTheEnvelope(string boxes, int truths, double expected)
    {
        var curve = new PrecisionCurve { Truths = truths };
        var score = 1f;
        foreach (var box in boxes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            curve.Add(score -= 0.1f, box == "R");
        Assert.Equal(expected, curve.AveragePrecision(), 12);
    }

    [Fact]
    public void AveragePrecision_OneScoreForAll_CountsThemAsOneStep()
    {
        foreach (var order in (bool[][])[[true, false], [false, true]])
        {
            var curve = new PrecisionCurve { Truths = 1 };
            foreach (var right in order)
                curve.Add(0.5f, right);
            Assert.Equal(0.5, curve.AveragePrecision(), 12);
        }
    }

    /// <summary>Against the definition, slowly: for the k-th object found, the best precision of any threshold that finds k or more.</summary>
    [Fact]
    public void AveragePrecision_AnyBoxes_IsThatOfThePlainFormula() =>
        Gen.Select(Gen.Select(Gen.Int[0, 12], Gen.Bool).Array[0, 40], Gen.Int[0, 8]).Sample((boxes, missed) =>
        {
            var truths = boxes.Count(b => b.Item2) + missed;
            var curve = new PrecisionCurve { Truths = truths };
            foreach (var (score, right) in boxes)
                curve.Add(score / 12f, right);
            var expected = truths == 0 ? 0 : Enumerable.Range(1, truths).Sum(k => Enumerable.Range(0, 13)
                .Select(t => (Right: boxes.Count(b => b.Item1 >= t && b.Item2), All: boxes.Count(b => b.Item1 >= t)))
                .Where(p => p.Right >= k).Select(p => (double)p.Right / p.All).DefaultIfEmpty(0).Max()) / truths;
            Assert.Equal(expected, curve.AveragePrecision(), 9);
        });
}
