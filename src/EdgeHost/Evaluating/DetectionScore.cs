using EdgeWorld;

namespace EdgeHost.Evaluating;

/// <summary>A detector's average precision at IoU 0.5, class by class, over all frames it was shown.</summary>
internal sealed class DetectionScore
{
    private readonly FrameMatch _match = new();
    private readonly PrecisionCurve[] _curves = [.. WorldClasses.Names.Select(_ => new PrecisionCurve())];

    public void Add(ReadOnlySpan<FoundBox> found, ReadOnlySpan<TruthBox> truth)
    {
        foreach (ref readonly var thing in truth)
            _curves[thing.Class].Truths += thing.Ignored ? 0 : 1;
        _match.Match(found, truth);
        for (var i = 0; i < found.Length; i++)
        {
            if (_match.Verdicts[i] != Verdict.Ignored)
                _curves[found[i].Class].Add(found[i].Score, _match.Verdicts[i] == Verdict.Right);
        }
    }

    /// <summary>Of every class that the films show, in label order.</summary>
    public IReadOnlyList<ClassScore> Classes() =>
    [
        .. WorldClasses.Names.Select((name, i) => (Name: name, Curve: _curves[i]))
            .Where(c => c.Curve.Truths > 0).Select(c => new ClassScore(c.Name, c.Curve.AveragePrecision(), c.Curve.Truths)),
    ];
}

/// <param name="Truths">Objects that count, frame by frame.</param>
internal sealed record ClassScore(string Class, double AveragePrecision, int Truths);
