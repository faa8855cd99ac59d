using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// NanoDet (github.com/RangiLyu/nanodet) after generalised focal loss (Li et al. 2020, arXiv:2006.04388): class scores a cell, and
/// for each side of the box a distribution over the distances 0…<c>reg_max</c> strides from the cell's centre, of which the mean
/// is taken. NanoDet gives a pair of outputs a stride with centres at <c>(stride − 1) ÷ 2</c> in a cell; NanoDet-Plus one output,
/// scores then distances, with centres at the cell's corner.
/// </summary>
internal sealed class NanoDetHead : DetectionHead
{
    private readonly NanoDetLevel[] _levels;
    private readonly int _bins;
    private readonly float _limit;
    private readonly bool _logits;

    public NanoDetHead(HeadContract contract)
        : base(contract)
    {
        var head = contract.Head;
        if (head.RegMax is < 1 or > 64)
            throw contract.Unusable($"reg_max is {head.RegMax}, expected 1 to 64");
        _bins = head.RegMax + 1;
        _logits = head.Logits;
        _limit = _logits ? Probability.Logit(head.LeastScore) : head.LeastScore;
        _levels = NanoDetLevel.Of(contract, _bins * 4);
    }

    protected override void Collect(int item, in Placement placement, CandidateBuffer candidates)
    {
        foreach (var level in _levels)
        {
            if (level.ScoresAreDense)
                CollectDense(level, item, candidates);
            else
                CollectMixed(level, item, candidates);
        }
    }

    // Scores of all cells follow one another: one scan finds the next cell worth decoding.
    private void CollectDense(NanoDetLevel level, int item, CandidateBuffer candidates)
    {
        var scores = level.Scores.Item(item);
        for (var i = ScoreScan.NextAbove(scores, 0, _limit); i < scores.Length;)
        {
            var cell = i / level.Classes;
            AddCell(level, item, cell, scores.Slice(cell * level.Classes, level.Classes), candidates);
            i = ScoreScan.NextAbove(scores, (cell + 1) * level.Classes, _limit);
        }
    }

    private void CollectMixed(NanoDetLevel level, int item, CandidateBuffer candidates)
    {
        var rows = level.Scores.Item(item);
        for (var cell = 0; cell < level.Grid.Cells; cell++)
            AddCell(level, item, cell, rows.Slice((level.FirstRow + cell) * level.RowLength, level.Classes), candidates);
    }

    private void AddCell(NanoDetLevel level, int item, int cell, ReadOnlySpan<float> scores, CandidateBuffer candidates)
    {
        var @class = ScoreScan.Best(scores, _limit);
        if (@class < 0)
            return;
        var sides = level.Sides(item, cell, _bins * 4);
        var stride = level.Grid.Stride;
        var x = ((cell % level.Grid.Columns) * stride) + level.CentreInCell;
        var y = ((cell / level.Grid.Columns) * stride) + level.CentreInCell;
        var box = new Box(
            x - (Mean(sides[.._bins]) * stride), y - (Mean(sides.Slice(_bins, _bins)) * stride),
            x + (Mean(sides.Slice(2 * _bins, _bins)) * stride), y + (Mean(sides.Slice(3 * _bins, _bins)) * stride));
        candidates.Add(box, _logits ? Probability.Sigmoid(scores[@class]) : scores[@class], @class);
    }

    // Mean bin under the softmax. The largest is taken off first, so that no exponent overflows.
    private static float Mean(ReadOnlySpan<float> logits)
    {
        var largest = logits[0];
        for (var i = 1; i < logits.Length; i++)
            largest = Math.Max(largest, logits[i]);
        float sum = 0, weighted = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = MathF.Exp(logits[i] - largest);
            sum += weight;
            weighted += weight * i;
        }
        return weighted / sum;
    }
}
