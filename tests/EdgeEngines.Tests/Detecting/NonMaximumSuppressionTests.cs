using CsCheck;

using EdgeEngines.Detecting;
using EdgeEngines.Tensors;

using Xunit;

namespace EdgeEngines.Tests.Detecting;

public sealed class NonMaximumSuppressionTests
{
    private static readonly Placement s_asIs = new(1, 1, 0, 0, 640, 480);
    private static readonly Box s_picture = new(0, 0, 640, 480);

    // Multiples of 1/8 are exact in both precisions; scores are all different.
    private static readonly Gen<Candidate> s_candidate =
        from left in Gen.Int[0, 4000]
        from top in Gen.Int[0, 3000]
        from width in Gen.Int[1, 1100]
        from height in Gen.Int[1, 800]
        from @class in Gen.Int[0, 3]
        select new Candidate(
            new Box(left / 8f, top / 8f, Math.Min((left + width) / 8f, 640), Math.Min((top + height) / 8f, 480)), 0.5f, @class);

    [Fact]
    public void Run_AnyBoxes_KeepsWhatThePlainFormKeeps() =>
        (from boxes in s_candidate.Array[0, 300]
         from iou in Gen.Float[0, 0.95f]
         from agnostic in Gen.Bool
         from seed in Gen.Int
         select (boxes, iou, agnostic, seed)).Sample(
            sample =>
            {
                var (boxes, iou, agnostic, seed) = sample;
                var scores = Enumerable.Range(1, boxes.Length).Select(rank => 0.1f + (rank * 0.002f)).ToArray();
                new Random(seed).Shuffle(scores);
                var plain = boxes.Select((box, i) => Plain(box, scores[i])).ToList();
                if (HasDoubtfulPair(plain, iou))
                    return;

                var found = Run(boxes, scores, iou, agnostic, most: 300);

                var expected = PlainBox.Suppress(plain, iou, agnostic);
                Assert.Equal(expected.Select(box => ((float)box.Left, (float)box.Score, box.Class)),
                    found.Select(one => (one.BoxInSource.Left, one.Score, one.Class)));
            }, iter: 300);

    [Fact]
    public void Run_IouOfOne_KeepsEvenIdenticalBoxes()
    {
        var box = new Box(10.1f, 20.2f, 30.3f, 40.4f);

        var found = Run([new(box, 0, 0), new(box, 0, 0)], [0.5f, 0.6f], iou: 1, agnostic: true, most: 10);

        Assert.Equal(2, found.Length);
    }

    [Fact]
    public void Run_MoreThanMost_KeepsTheBest()
    {
        var boxes = Enumerable.Range(0, 50).Select(i => new Candidate(new Box(i * 10, 0, (i * 10) + 9, 9), 0, 0)).ToArray();
        var scores = Enumerable.Range(0, 50).Select(i => 0.2f + (i * 0.01f)).ToArray();

        var found = Run(boxes, scores, iou: 0.5f, agnostic: false, most: 7);

        Assert.Equal(Enumerable.Range(43, 7).Reverse().Select(i => scores[i]), found.Select(one => one.Score));
    }

    [Fact]
    public void Run_BufferSmallerThanMost_KeepsTheBest()
    {
        var candidates = new CandidateBuffer(16, 0.1f);
        candidates.Restart(s_picture);
        for (var i = 0; i < 10; i++)
            candidates.Add(new Box(i * 20, 0, (i * 20) + 9, 9), 0.2f + (i * 0.05f), 0);
        var found = new DetectionBuffer(3);

        new NonMaximumSuppression(0.5f, agnostic: false, most: 10).Run(candidates, s_asIs, found);

        Assert.Equal([9, 8, 7], found.Items.ToArray().Select(one => (int)one.BoxInSource.Left / 20));
    }

    [Fact]
    public void Run_SecondFrame_RemembersNothingOfTheFirst()
    {
        var suppression = new NonMaximumSuppression(0.3f, agnostic: true, most: 20);
        var candidates = new CandidateBuffer(16, 0.1f);
        var found = new DetectionBuffer();
        var box = new Box(100, 100, 200, 200);
        for (var frame = 0; frame < 3; frame++)
        {
            candidates.Restart(s_picture);
            candidates.Add(box, 0.5f, frame);
            suppression.Run(candidates, s_asIs, found);

            Assert.Equal([new Detection(box, 0.5f, frame)], found.Items.ToArray());
        }
    }

    [Fact]
    public void Run_LetterboxedBox_ComesOutInClippedSourcePixels()
    {
        // 1280×720 in 640×640: half size, 140 rows above.
        var placement = new Placement(0.5f, 0.5f, 0, 140, 1280, 720);
        var candidates = new CandidateBuffer(16, 0.1f);
        candidates.Restart(new Box(0, 140, 640, 500));
        candidates.Add(new Box(-10, 150, 100, 240), 0.9f, 1);
        candidates.Add(new Box(300, 10, 340, 139), 0.9f, 1); // on the border only
        var found = new DetectionBuffer();

        new NonMaximumSuppression(0.5f, agnostic: false, most: 10).Run(candidates, placement, found);

        Assert.Equal([new Detection(new Box(0, 20, 200, 200), 0.9f, 1)], found.Items.ToArray());
    }

    private static Detection[] Run(Candidate[] boxes, float[] scores, float iou, bool agnostic, int most)
    {
        var candidates = new CandidateBuffer(1024, 0.05f);
        candidates.Restart(s_picture);
        for (var i = 0; i < boxes.Length; i++)
            candidates.Add(boxes[i].BoxInModel, scores[i], boxes[i].Class);
        var found = new DetectionBuffer(1024);
        new NonMaximumSuppression(iou, agnostic, most).Run(candidates, s_asIs, found);
        return found.Items.ToArray();
    }

    private static PlainBox Plain(Candidate one, float score) => new(
        one.BoxInModel.Left, one.BoxInModel.Top, one.BoxInModel.Right, one.BoxInModel.Bottom, score, one.Class);

    // Within single precision of the limit either answer is right.
    private static bool HasDoubtfulPair(List<PlainBox> boxes, double iou) =>
        boxes.Any(a => boxes.Any(b => a != b && Math.Abs(a.Overlap(b) - iou) < 1e-6));
}
