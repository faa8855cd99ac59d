using EdgeEngines.Models;
using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>Turns the outputs of one kind of network into boxes. One head serves one pass: it may keep scratch memory.</summary>
internal abstract class DetectionHead
{
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
    public abstract void Decode(int item, in Placement placement, DetectionBuffer found);
}
