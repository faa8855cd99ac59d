using EdgeEngines.Tensors;

namespace EdgeEngines.Detecting.Heads;

/// <summary>
/// SSD (Liu et al. 2016, arXiv:1512.02325), UltraFace without its postprocessing: offsets to default boxes,
/// <c>centre = prior centre + offset × variance × prior size</c>, <c>size = prior size × exp(offset × variance)</c>.
/// </summary>
internal sealed class SsdHead : DetectionHead
{
    private readonly BoxesAndScores _outputs;
    private readonly float[] _priors;
    private readonly float _inputWidth, _inputHeight;
    private readonly float _centreVariance, _sizeVariance;
    private readonly int _firstClass;
    private readonly float _threshold;
    private readonly bool _softmax;

    public SsdHead(HeadContract contract)
        : base(contract)
    {
        var head = contract.Head;
        _outputs = BoxesAndScores.Of(contract, mayHaveClasses: false);
        _priors = SsdPriors.Of(contract);
        if (_outputs.Count * 4 != _priors.Length)
        {
            throw contract.Misfit(_outputs.Boxes, $"[batch, {_priors.Length / 4}, 4]: \"prior_sizes\" on "
                + contract.Explained(contract.Grid()), "check the input size, \"strides\" and \"prior_sizes\"");
        }
        if (head.Variances.Count != 2)
            throw contract.Unusable($"\"variances\" has {head.Variances.Count} values, expected 2: centre and size");
        (_centreVariance, _sizeVariance) = (head.Variances[0], head.Variances[1]);
        (_inputWidth, _inputHeight) = (contract.Model.Input.Width, contract.Model.Input.Height);
        _firstClass = head.BackgroundClass ? 1 : 0;
        _threshold = head.LeastScore;
        _softmax = head.Logits;
        contract.RequireLabels(_outputs.Scores, _outputs.Columns - _firstClass);
    }

    protected override void Collect(int item, in Placement placement, CandidateBuffer candidates)
    {
        var scores = _outputs.Scores.Item(item);
        var offsets = _outputs.Boxes.Item(item);
        var columns = _outputs.Columns;
        for (var row = 0; row < _outputs.Count; row++)
        {
            var own = scores.Slice(row * columns, columns);
            var @class = ScoreScan.Best(own[_firstClass..], _softmax ? float.NegativeInfinity : _threshold);
            if (@class < 0)
                continue;
            var score = _softmax ? Softmax(own, _firstClass + @class) : own[_firstClass + @class];
            if (score > _threshold)
                candidates.Add(Decoded(offsets.Slice(row * 4, 4), _priors.AsSpan(row * 4, 4)), score, @class);
        }
    }

    private Box Decoded(ReadOnlySpan<float> offset, ReadOnlySpan<float> prior)
    {
        var x = (prior[0] + (offset[0] * _centreVariance * prior[2])) * _inputWidth;
        var y = (prior[1] + (offset[1] * _centreVariance * prior[3])) * _inputHeight;
        var halfWidth = prior[2] * MathF.Exp(offset[2] * _sizeVariance) * _inputWidth / 2;
        var halfHeight = prior[3] * MathF.Exp(offset[3] * _sizeVariance) * _inputHeight / 2;
        return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }

    /// <summary>Probability of one column. Ends with 0 as soon as the others leave it less than the threshold.</summary>
    private float Softmax(ReadOnlySpan<float> logits, int column)
    {
        var most = 1 / _threshold;
        var sum = 0f;
        foreach (var logit in logits)
        {
            sum += MathF.Exp(logit - logits[column]);
            if (!(sum <= most))
                return 0;
        }
        return 1 / sum;
    }
}
