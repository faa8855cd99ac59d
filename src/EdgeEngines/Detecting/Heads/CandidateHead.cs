using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// A head in three steps: cells above the threshold are decoded into candidates in the engine's pixels, overlaps are suppressed,
/// what stays is put into source pixels.
/// </summary>
internal abstract class CandidateHead : DetectionHead
{
    // Enough that no crowd loses a box: torchvision and Detectron2 also rank the best thousand of a picture.
    private const int LeastCandidates = 1024;

    private readonly CandidateBuffer _candidates;
    private readonly NonMaximumSuppression _suppression;

    protected CandidateHead(HeadContract contract)
    {
        var head = contract.Head;
        _candidates = new CandidateBuffer(Math.Max(LeastCandidates, head.MaxDetections * 4), head.ScoreThreshold);
        _suppression = new NonMaximumSuppression(head.NmsIou, head.ClassAgnostic, head.MaxDetections);
    }

    public sealed override void Decode(int item, in Placement placement, DetectionBuffer found)
    {
        var (left, top) = (placement.OffsetX, placement.OffsetY);
        _candidates.Restart(new Box(
            left, top, left + (placement.SourceWidth * placement.ScaleX), top + (placement.SourceHeight * placement.ScaleY)));
        Collect(item, placement, _candidates);
        _suppression.Run(_candidates, placement, found);
    }

    /// <summary>Adds what lies above the threshold, in the engine's pixels. The buffer refuses what is no box or no score.</summary>
    protected abstract void Collect(int item, in Placement placement, CandidateBuffer candidates);
}
