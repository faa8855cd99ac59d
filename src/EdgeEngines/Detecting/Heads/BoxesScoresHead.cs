using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// Networks that end in finished boxes: boxes <c>[batch, N, 4]</c> with a score a class <c>[batch, N, classes]</c>, or with one
/// score and a class number each (<c>classes</c> output). UltraFace with its postprocessing, RT-DETR (Zhao et al. 2023,
/// arXiv:2304.08069), and SSD exports that hold the decoding.
/// </summary>
internal sealed class BoxesScoresHead : DetectionHead
{
    private readonly HeadContract _contract;
    private readonly BoxesAndScores _outputs;
    private readonly BoxSpaceKind _space;
    private readonly BoxNumbers _encoding;
    private readonly int _firstClass;
    private readonly float _limit;
    private readonly bool _logits;

    public BoxesScoresHead(HeadContract contract)
        : base(contract)
    {
        var head = contract.Head;
        _contract = contract;
        _outputs = BoxesAndScores.Of(contract, mayHaveClasses: true);
        _space = BoxSpace.Parse(contract);
        _encoding = head.BoxEncoding switch
        {
            "xyxy" => BoxNumbers.Corners,
            "cxcywh" => BoxNumbers.CentreAndSize,
            "xywh" => BoxNumbers.CornerAndSize,
            var other => throw contract.Unusable($"box_encoding is '{other}', expected xyxy, cxcywh or xywh"),
        };
        _logits = head.Logits;
        _limit = _logits ? Probability.Logit(head.LeastScore) : head.LeastScore;
        _firstClass = head.BackgroundClass ? 1 : 0;
        contract.RequireLabels(_outputs.Scores, _outputs.Classes is null ? _outputs.Columns - _firstClass : 1);
    }

    protected override void Collect(int item, in Placement placement, CandidateBuffer candidates)
    {
        var space = BoxSpace.Of(_space, _contract.Model.Input, placement);
        var scores = _outputs.Scores.Item(item);
        var boxes = _outputs.Boxes.Item(item);
        if (_outputs.Classes is { } classes)
            CollectNumbered(boxes, scores, classes.Item(item), space, candidates);
        else
            CollectColumns(boxes, scores, space, candidates);
    }

    private void CollectColumns(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, BoxSpace space, CandidateBuffer candidates)
    {
        var columns = _outputs.Columns;
        for (var row = 0; row < _outputs.Count; row++)
        {
            var own = scores.Slice((row * columns) + _firstClass, columns - _firstClass);
            var @class = ScoreScan.Best(own, _limit);
            if (@class >= 0)
                candidates.Add(Decoded(boxes.Slice(row * 4, 4), space), Score(own[@class]), @class);
        }
    }

    private void CollectNumbered(
        ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<float> classes, BoxSpace space, CandidateBuffer candidates)
    {
        for (var row = ScoreScan.NextAbove(scores, 0, _limit); row < scores.Length; row = ScoreScan.NextAbove(scores, row + 1, _limit))
        {
            // A class outside the labels is padding (some exports fill up with −1), or NaN.
            var @class = classes[row] - _firstClass;
            if (@class >= 0 && @class < _contract.Model.Labels.Count && float.IsFinite(scores[row]))
                candidates.Add(Decoded(boxes.Slice(row * 4, 4), space), Score(scores[row]), (int)@class);
        }
    }

    private Box Decoded(ReadOnlySpan<float> box, BoxSpace space) => _encoding switch
    {
        BoxNumbers.CentreAndSize => space.CentredToModel(box[0], box[1], box[2], box[3]),
        BoxNumbers.CornerAndSize => space.ToModel(box[0], box[1], box[0] + box[2], box[1] + box[3]),
        _ => space.ToModel(box[0], box[1], box[2], box[3]),
    };

    private float Score(float value) => _logits ? Probability.Sigmoid(value) : value;

    private enum BoxNumbers
    {
        Corners,
        CentreAndSize,
        CornerAndSize,
    }
}
