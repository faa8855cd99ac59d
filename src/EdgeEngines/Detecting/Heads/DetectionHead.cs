using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// Turns the outputs of one kind of network into boxes: cells above the threshold are decoded into candidates in the engine's
/// pixels, overlaps are suppressed, what stays is put into source pixels. One head serves one pass: it keeps scratch memory.
/// </summary>
internal abstract class DetectionHead
{
    // Enough that no crowd loses a box: torchvision and Detectron2 also rank the best thousand of a picture.
    private const int LeastCandidates = 1024;

    private readonly CandidateBuffer _candidates;
    private readonly NonMaximumSuppression _suppression;

    protected DetectionHead(HeadContract contract)
    {
        var head = contract.Head;
        _candidates = new CandidateBuffer(Math.Max(LeastCandidates, head.MaxDetections * 4), head.LeastScore);
        _suppression = new NonMaximumSuppression(head.NmsIou, head.ClassAgnostic, head.MaxDetections);
    }

    /// <summary>Checks the outputs against what the head needs, once, when a pass is made.</summary>
    /// <exception cref="ModelException">Kind unknown, output missing, or of another shape: expected and found are said.</exception>
    public static DetectionHead Create(ModelDescription model, IReadOnlyList<OutputTensor> outputs)
    {
        var contract = new HeadContract(model, outputs);
        return contract.Head.Kind switch
        {
            "yolox" => new YoloxHead(contract),
            "yolov8" => new YoloV8Head(contract),
            "fastestdet" => new FastestDetHead(contract),
            "nanodet" => new NanoDetHead(contract),
            "ssd" => new SsdHead(contract),
            "boxes-scores" => new BoxesScoresHead(contract),
            _ => throw contract.Unusable("this kind is not known; known are yolox, yolov8, fastestdet, nanodet, ssd, boxes-scores"),
        };
    }

    /// <summary>Decodes, suppresses overlaps, and replaces what <paramref name="found"/> holds, best score first, boxes in source
    /// pixels. NaN and infinite scores or boxes are skipped.</summary>
    public void Decode(int item, in Placement placement, DetectionBuffer found)
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
