using CsCheck;

using EdgeEngines.Detecting;
using EdgeEngines.Tensors;

using Xunit;

namespace EdgeEngines.Tests.Detecting.Heads;

/// <summary>Each head against the published formula in its plain slow form, on random outputs, sizes and placements.</summary>
public sealed class HeadAgreementTests
{
    private const double ScoreDoubt = 1e-5;
    private const double SmallestSide = 0.05;

    public static TheoryData<string> Cases => [.. HeadCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decode_RandomOutputs_AgreesWithThePublishedFormula(string name) =>
        (from seed in Gen.Int
         from columns in Gen.Int[1, 3]
         from rows in Gen.Int[1, 3]
         from classes in Gen.Int[1, 40]
         from threshold in Gen.Float[0.05f, 0.8f]
         from item in Gen.Int[0, 1]
         from letterbox in Gen.Bool
         select (seed, columns, rows, classes, threshold, item, letterbox)).Sample(
            sample =>
            {
                var (width, height) = (sample.columns * 64, sample.rows * 64);
                using var one = HeadCases.Create(
                    name, new Random(sample.seed), width, height, sample.classes, sample.threshold);
                var placement = sample.letterbox
                    ? new Placement(0.25f, 0.25f, 0, 10, width * 4, (height - 20) * 4)
                    : new Placement(width / 500f, height / 300f, 0, 0, 500, 300);

                var found = one.Decode(sample.item, placement);

                AssertAgree(Finish(one.Plain(sample.item, placement), placement), found, sample.threshold);
            }, iter: 25);

    private static List<PlainBox> Finish(IEnumerable<PlainBox> inModel, Placement placement) =>
    [
        .. inModel.Select(box => box with
        {
            Left = Math.Clamp((box.Left - placement.OffsetX) / placement.ScaleX, 0, placement.SourceWidth),
            Top = Math.Clamp((box.Top - placement.OffsetY) / placement.ScaleY, 0, placement.SourceHeight),
            Right = Math.Clamp((box.Right - placement.OffsetX) / placement.ScaleX, 0, placement.SourceWidth),
            Bottom = Math.Clamp((box.Bottom - placement.OffsetY) / placement.ScaleY, 0, placement.SourceHeight),
        }),
    ];

    // What is within rounding of the threshold, or all but cut off by the edge, may be in or out.
    private static void AssertAgree(List<PlainBox> expected, Detection[] found, double threshold)
    {
        var due = expected.Where(box => box.Score > threshold + ScoreDoubt && box.Width > SmallestSide && box.Height > SmallestSide).ToList();
        var open = expected.Where(box => box.Score > threshold - ScoreDoubt).ToList();
        foreach (var one in found)
        {
            var match = open.FirstOrDefault(box => Same(box, one));
            if (match is null && one.BoxInSource is { Width: < (float)SmallestSide } or { Height: < (float)SmallestSide })
                continue;
            Assert.True(match is not null, $"{one} is not what the formula gives");
            open.Remove(match);
            due.Remove(match);
        }
        Assert.True(due.Count == 0, $"{due.Count} of {expected.Count} missing, first {due.FirstOrDefault()}");
        Assert.Equal(found.Select(one => one.Score).OrderDescending(), found.Select(one => one.Score));
    }

    private static bool Same(PlainBox box, Detection one) =>
        box.Class == one.Class && Math.Abs(Math.Min(box.Score, 1) - one.Score) < ScoreDoubt
        && Near(box.Left, one.BoxInSource.Left) && Near(box.Top, one.BoxInSource.Top)
        && Near(box.Right, one.BoxInSource.Right) && Near(box.Bottom, one.BoxInSource.Bottom);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 0.02;
}
