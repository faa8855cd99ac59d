using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// FastestDet (github.com/dog-qiuqiu/FastestDet): planes <c>[objectness, x, y, w, h, classes…]</c> over one grid of cells,
/// <c>score = objectness^0.6 × class^0.4</c>, <c>centre = (cell + tanh x) ÷ cells</c>, <c>size = sigmoid w</c> of the input.
/// </summary>
internal sealed class FastestDetHead : DetectionHead
{
    private const int BoxAndObjectness = 5;

    private readonly OutputTensor _output;
    private readonly int _inputWidth, _inputHeight;
    private readonly int _columns, _rows;
    private readonly float _objectnessLimit;

    public FastestDetHead(HeadContract contract)
        : base(contract)
    {
        _output = contract.Only();
        (_inputWidth, _inputHeight) = (contract.Model.Input.Width, contract.Model.Input.Height);
        var grid = contract.Grid(16)[0];
        if (_output.Shape.Count != 4 || _output.Shape[1] <= BoxAndObjectness
            || _output.Shape[2] != grid.Rows || _output.Shape[3] != grid.Columns)
        {
            throw contract.Misfit(_output, $"[batch, 5 + classes, {grid.Rows}, {grid.Columns}] = {contract.Explained([grid])}",
                "check the input size and \"strides\"");
        }
        (_rows, _columns) = (grid.Rows, grid.Columns);
        contract.RequireLabels(_output, _output.Shape[1] - BoxAndObjectness);

        // A class score is at most 1, so this much objectness is needed; a hair less, for the rounding of the power.
        _objectnessLimit = (float)(Math.Pow(contract.Head.LeastScore, 1 / 0.6) * (1 - 1e-6));
    }

    protected override void Collect(int item, in Placement placement, CandidateBuffer candidates)
    {
        var planes = _output.Item(item);
        var cells = _rows * _columns;
        var objectness = planes[..cells];
        for (var cell = ScoreScan.NextAbove(objectness, 0, _objectnessLimit); cell < cells;
            cell = ScoreScan.NextAbove(objectness, cell + 1, _objectnessLimit))
        {
            // The classes of one cell lie a plane apart: worth reading only for the few cells that come this far.
            var @class = ScoreScan.BestStrided(planes, (BoxAndObjectness * cells) + cell, cells, 0);
            if (@class < 0)
                continue;
            var score = MathF.Pow(objectness[cell], 0.6f) * MathF.Pow(planes[((BoxAndObjectness + @class) * cells) + cell], 0.4f);
            var x = ((cell % _columns) + MathF.Tanh(planes[cells + cell])) / _columns * _inputWidth;
            var y = ((cell / _columns) + MathF.Tanh(planes[(2 * cells) + cell])) / _rows * _inputHeight;
            var halfWidth = Probability.Sigmoid(planes[(3 * cells) + cell]) * _inputWidth / 2;
            var halfHeight = Probability.Sigmoid(planes[(4 * cells) + cell]) * _inputHeight / 2;
            candidates.Add(new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight), score, @class);
        }
    }
}
