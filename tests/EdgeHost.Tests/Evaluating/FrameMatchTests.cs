using CsCheck;
using EdgeEngines.Detecting;
using EdgeEngines.Tests;
using EdgeHost.Evaluating;
using Xunit;

namespace EdgeHost.Tests.Evaluating;

public sealed class FrameMatchTests
{
    private static readonly TruthBox s_car = new(1, 0, new Box(0, 0, 100, 100), Ignored: false);
    private readonly FrameMatch _match = new();

    [Fact]
    public void Match_TwoBoxesOnOneObject_TheBetterScoreIsRightWhateverTheOrder()
    {
        FoundBox low = new(new Box(0, 0, 100, 100), 0, 0.4f), high = new(new Box(0, 0, 100, 80), 0, 0.9f);
        Assert.Equal([Verdict.Wrong, Verdict.Right], Verdicts([low, high], s_car));
        Assert.Equal([Verdict.Right, Verdict.Wrong], Verdicts([high, low], s_car));
        Assert.Equal((1, 1, 0), (_match.Right, _match.Wrong, _match.Missed));
    }

    [Fact]
    public void Match_OtherClass_IsWrongAndTheObjectMissed()
    {
        Assert.Equal([Verdict.Wrong], Verdicts([new(new Box(0, 0, 100, 100), 1, 0.9f)], s_car));
        Assert.Equal(1, _match.Missed);
    }

    [Theory]
    [InlineData(50, true)] // 50 of 100 columns: IoU exactly one half
    [InlineData(49, false)]
    public void Match_AtTheThreshold_HalfIsEnough(float width, bool isRight) =>
        Assert.Equal([isRight ? Verdict.Right : Verdict.Wrong], Verdicts([new(new Box(0, 0, width, 100), 0, 0.9f)], s_car));

    [Fact]
    public void Match_TakenObject_LeavesTheSecondBestToTheNextBox()
    {
        TruthBox beside = new(2, 0, new Box(20, 0, 120, 100), false);
        FoundBox first = new(new Box(5, 0, 105, 100), 0, 0.9f), second = new(new Box(6, 0, 106, 100), 0, 0.8f);
        Assert.Equal([Verdict.Right, Verdict.Right], Verdicts([first, second], s_car, beside));
        Assert.Equal([0, 1], _match.TruthOf.ToArray());
    }

    [Fact]
    public void Match_IgnoredObject_CountsNeitherWayForAnyNumberOfBoxes()
    {
        var hidden = s_car with { Ignored = true };
        FoundBox inside = new(new Box(10, 10, 30, 30), 0, 0.9f), whole = new(new Box(0, 0, 100, 100), 0, 0.8f), half = new(new Box(80, 0, 121, 100), 0, 0.7f);
        Assert.Equal([Verdict.Ignored, Verdict.Ignored, Verdict.Wrong], Verdicts([inside, whole, half], hidden));
        Assert.Equal((0, 1, 0), (_match.Right, _match.Wrong, _match.Missed));
    }

    [Fact]
    public void Match_IgnoredObjectOfAnotherClass_ExcusesNothing() =>
        Assert.Equal([Verdict.Wrong], Verdicts([new(new Box(0, 0, 100, 100), 1, 0.9f)], s_car with { Ignored = true }));

    [Fact]
    public void Match_CountedObjectBelowAnIgnoredOne_IsTakenFirst() =>
        Assert.Equal([Verdict.Right], Verdicts([new(new Box(0, 0, 100, 100), 0, 0.9f)], s_car with { Track = 2, Ignored = true }, s_car));

    /// <summary>Against the words of the definition, written down plainly.</summary>
    [Fact]
    public void Match_AnyFrame_IsThatOfThePlainRule()
    {
        var box = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[1, 6], Gen.Int[1, 6]).Select((x, y, w, h) => new Box(x, y, x + w, y + h));
        var truths = Gen.Select(box, Gen.Int[0, 1], Gen.Bool).Select((b, c, i) => new TruthBox(0, c, b, i)).Array[0, 6];
        var founds = Gen.Select(box, Gen.Int[0, 1], Gen.Int[1, 1000]).Select((b, c, s) => new FoundBox(b, c, s / 1000f)).Array[0, 8];
        Gen.Select(founds, truths).Sample((found, truth) =>
        {
            var expected = new Verdict[found.Length];
            var free = truth.Where(t => !t.Ignored).ToList();
            foreach (var (f, i) in found.Select((f, i) => (f, i)).OrderByDescending(p => p.f.Score).ThenBy(p => p.i))
            {
                var candidates = free.Where(t => t.Class == f.Class && Iou(t.BoxInSource, f.BoxInSource) >= 0.5).ToList();
                if (candidates.Count > 0)
                {
                    var best = candidates.Max(t => Iou(t.BoxInSource, f.BoxInSource));
                    free.Remove(candidates.Last(t => Iou(t.BoxInSource, f.BoxInSource) == best));
                    expected[i] = Verdict.Right;
                }
                else if (truth.Any(t => t.Ignored && t.Class == f.Class
                    && (Iou(t.BoxInSource, f.BoxInSource) >= 0.5 || Cells(t.BoxInSource, f.BoxInSource) * 2 >= Cells(f.BoxInSource, f.BoxInSource))))
                {
                    expected[i] = Verdict.Ignored;
                }
            }
            _match.Match(found, truth);
            Assert.Equal(expected, _match.Verdicts.ToArray());
            Assert.Equal(free.Count, _match.Missed);
        }, threads: 1);
    }

    [Fact]
    public void Match_Warm_AllocatesNothing()
    {
        var truth = Enumerable.Range(0, 50).Select(i => new TruthBox(i, i % 3, new Box(i, 0, i + 20, 30), i % 4 == 0)).ToArray();
        var found = truth.Select(t => new FoundBox(t.BoxInSource, t.Class, 0.5f)).ToArray();
        Assert.Equal(0, Allocations.Least(() => _match.Match(found, truth)));
    }

    private Verdict[] Verdicts(FoundBox[] found, params TruthBox[] truth)
    {
        _match.Match(found, truth);
        return _match.Verdicts.ToArray();
    }

    /// <summary>Unit cells that both boxes cover: an area that is counted, not computed.</summary>
    private static int Cells(Box one, Box other)
    {
        var cells = 0;
        for (var x = 0; x < 12; x++)
        {
            for (var y = 0; y < 12; y++)
                cells += Holds(one, x, y) && Holds(other, x, y) ? 1 : 0;
        }
        return cells;
    }

    private static double Iou(Box one, Box other) => (double)Cells(one, other) / (Cells(one, one) + Cells(other, other) - Cells(one, other));

    private static bool Holds(Box box, int x, int y) => x >= box.Left && x < box.Right && y >= box.Top && y < box.Bottom;
}
