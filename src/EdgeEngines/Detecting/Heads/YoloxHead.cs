using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// YOLOX (Ge et al. 2021, arXiv:2107.08430): rows <c>[x, y, w, h, objectness, classes…]</c>, level by level, score = objectness ×
/// class. Raw rows: <c>centre = (cell + x) × stride</c>, <c>size = exp(w) × stride</c>. Decoded rows, as YOLOv5 and v7 also give
/// them, hold centre and size themselves.
/// </summary>
internal sealed class YoloxHead : DetectionHead
{
    private const int BoxAndObjectness = 5;

    private readonly HeadContract _contract;
    private readonly OutputTensor _output;
    private readonly GridLevel[] _levels;
    private readonly BoxSpaceKind _space;
    private readonly int _columns;
    private readonly float _threshold;
    private readonly float _objectnessLimit;
    private readonly bool _logits;

    public YoloxHead(HeadContract contract)
        : base(contract)
    {
        _contract = contract;
        _output = contract.Only();
        _levels = contract.Head.Decoded ? [] : contract.Grid(8, 16, 32);
        _space = BoxSpace.Parse(contract);
        _logits = contract.Head.Logits;
        _threshold = contract.Head.LeastScore;
        // A class score is at most 1, so an objectness at or below the threshold can be passed over.
        _objectnessLimit = _logits ? Probability.Logit(_threshold) : _threshold;

        var rows = contract.Head.Decoded ? "boxes" : contract.Explained(_levels);
        if (_output.Shape.Count != 3 || _output.Shape[2] <= BoxAndObjectness
            || (!contract.Head.Decoded && _output.Shape[1] != _levels.Sum(level => level.Cells)))
            throw contract.Misfit(_output, $"[batch, {rows}, 5 + classes]", "check the input size, \"strides\" and \"decoded\"");
        _columns = _output.Shape[2];
        contract.RequireLabels(_output, _columns - BoxAndObjectness);
    }

    protected override void Collect(int item, in Placement placement, CandidateBuffer candidates)
    {
        var rows = _output.Item(item);
        if (_contract.Head.Decoded)
            CollectDecoded(rows, BoxSpace.Of(_space, _contract.Model.Input, placement), candidates);
        else
            CollectRaw(rows, candidates);
    }

    private void CollectDecoded(ReadOnlySpan<float> rows, BoxSpace space, CandidateBuffer candidates)
    {
        for (; rows.Length > 0; rows = rows[_columns..])
        {
            if (rows[4] > _objectnessLimit && TryScore(rows[.._columns], out var score, out var @class))
                candidates.Add(space.CentredToModel(rows[0], rows[1], rows[2], rows[3]), score, @class);
        }
    }

    private void CollectRaw(ReadOnlySpan<float> rows, CandidateBuffer candidates)
    {
        foreach (var level in _levels)
        {
            for (var cell = 0; cell < level.Cells; cell++, rows = rows[_columns..])
            {
                if (!(rows[4] > _objectnessLimit) || !TryScore(rows[.._columns], out var score, out var @class))
                    continue;
                var x = (cell % level.Columns + rows[0]) * level.Stride;
                var y = (cell / level.Columns + rows[1]) * level.Stride;
                var halfWidth = MathF.Exp(rows[2]) * level.Stride / 2;
                var halfHeight = MathF.Exp(rows[3]) * level.Stride / 2;
                candidates.Add(new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight), score, @class);
            }
        }
    }

    private bool TryScore(ReadOnlySpan<float> row, out float score, out int @class)
    {
        (score, @class) = (0, -1);
        if (!float.IsFinite(row[4]))
            return false;
        var objectness = _logits ? Probability.Sigmoid(row[4]) : row[4];
        var needed = _threshold / objectness;
        var classes = row[BoxAndObjectness..];
        @class = ScoreScan.Best(classes, _logits ? Probability.Logit(needed) : needed);
        if (@class < 0)
            return false;
        score = objectness * (_logits ? Probability.Sigmoid(classes[@class]) : classes[@class]);
        return true;
    }
}
