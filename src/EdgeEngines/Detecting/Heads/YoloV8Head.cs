using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// YOLOv8, v9 and v11 as Ultralytics exports them: centre, size and class scores a cell, no objectness, as planes
/// <c>[batch, 4 + classes, cells]</c> or as rows <c>[batch, cells, 4 + classes]</c> (RT-DETR from the same exporter, normalised).
/// </summary>
internal sealed class YoloV8Head : DetectionHead
{
    private const int BoxNumbers = 4;

    // Planes are read a stretch at a time, so that the running best scores (4 KiB) stay in the first-level cache.
    private const int Stretch = 1024;

    private readonly HeadContract _contract;
    private readonly OutputTensor _output;
    private readonly BoxSpaceKind _space;
    private readonly bool _planes;
    private readonly bool _logits;
    private readonly int _cells;
    private readonly int _classes;
    private readonly float _limit;
    private readonly float[] _highest = new float[Stretch];

    public YoloV8Head(HeadContract contract)
        : base(contract)
    {
        _contract = contract;
        _output = contract.Only();
        _space = BoxSpace.Parse(contract);
        _logits = contract.Head.Logits;
        _limit = _logits ? Probability.Logit(contract.Head.LeastScore) : contract.Head.LeastScore;
        _planes = ArePlanes(contract, _output);
        (_cells, _classes) = _planes
            ? (_output.Shape[2], _output.Shape[1] - BoxNumbers)
            : (_output.Shape[1], _output.Shape[2] - BoxNumbers);
        contract.RequireLabels(_output, _classes);
    }

    protected override void Collect(int item, in Placement placement, CandidateBuffer candidates)
    {
        var space = BoxSpace.Of(_space, _contract.Model.Input, placement);
        if (_planes)
            CollectPlanes(_output.Item(item), space, candidates);
        else
            CollectRows(_output.Item(item), space, candidates);
    }

    private void CollectPlanes(ReadOnlySpan<float> planes, BoxSpace space, CandidateBuffer candidates)
    {
        for (var start = 0; start < _cells; start += Stretch)
        {
            var highest = _highest.AsSpan(0, Math.Min(Stretch, _cells - start));
            highest.Fill(_limit);
            for (var c = 0; c < _classes; c++)
                ScoreScan.Raise(highest, planes[(((BoxNumbers + c) * _cells) + start)..]);
            for (var i = ScoreScan.NextAbove(highest, 0, _limit); i < highest.Length; i = ScoreScan.NextAbove(highest, i + 1, _limit))
                AddFromPlanes(planes, start + i, space, candidates);
        }
    }

    private void AddFromPlanes(ReadOnlySpan<float> planes, int cell, BoxSpace space, CandidateBuffer candidates)
    {
        var @class = ScoreScan.BestStrided(planes, (BoxNumbers * _cells) + cell, _cells, _limit);
        if (@class < 0)
            return;
        var box = space.CentredToModel(planes[cell], planes[_cells + cell], planes[(2 * _cells) + cell], planes[(3 * _cells) + cell]);
        candidates.Add(box, Score(planes[((BoxNumbers + @class) * _cells) + cell]), @class);
    }

    private void CollectRows(ReadOnlySpan<float> rows, BoxSpace space, CandidateBuffer candidates)
    {
        for (; rows.Length > 0; rows = rows[(BoxNumbers + _classes)..])
        {
            var scores = rows.Slice(BoxNumbers, _classes);
            var @class = ScoreScan.Best(scores, _limit);
            if (@class >= 0)
                candidates.Add(space.CentredToModel(rows[0], rows[1], rows[2], rows[3]), Score(scores[@class]), @class);
        }
    }

    private float Score(float value) => _logits ? Probability.Sigmoid(value) : value;

    // Both layouts have three dimensions: the labels tell which one holds the classes, else the number of cells does.
    private static bool ArePlanes(HeadContract contract, OutputTensor output)
    {
        var shape = output.Shape;
        var attributes = BoxNumbers + contract.Model.Labels.Count;
        var levels = contract.Grid(8, 16, 32);
        var cells = levels.Sum(level => level.Cells);
        if (shape.Count == 3 && contract.Model.Labels.Count > 0)
        {
            if (shape[1] == attributes && (shape[2] != attributes || shape[2] == cells))
                return true;
            if (shape[2] == attributes)
                return false;
        }
        if (shape.Count == 3 && (shape[1] == cells || shape[2] == cells))
            return shape[2] == cells;
        throw contract.Misfit(
            output, $"[batch, 4 + classes, cells] or [batch, cells, 4 + classes] with {contract.Model.Labels.Count} classes (the labels) or "
            + contract.Explained(levels), "check labels, the input size and \"strides\"");
    }
}
