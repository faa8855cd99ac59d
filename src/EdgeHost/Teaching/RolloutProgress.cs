using System.Globalization;

namespace EdgeHost.Teaching;

/// <summary>How far it is, and how right the plans are, every few hundred questions.</summary>
internal sealed class RolloutProgress(TextWriter to, int before, TimeProvider time)
{
    private const int Every = 200;

    private readonly long _start = time.GetTimestamp();
    private int _questions;
    private int _plans;
    private long _samples;
    private double _match;
    private int _solved;

    public void Add(RolloutLine line)
    {
        _questions++;
        _plans += line.Plans.Count;
        foreach (var plan in line.Plans)
        {
            _samples += plan.Count;
            _match += plan.Match * plan.Count;
        }
        _solved += line.Plans.Any(plan => plan.Match >= 1) ? 1 : 0;
        if (_questions % Every == 0)
            End();
    }

    public void End()
    {
        var seconds = time.GetElapsedTime(_start).TotalSeconds;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{before + _questions} questions, {(double)_plans / Math.Max(1, _questions):0.0} plans each, mean match {_match / Math.Max(1, _samples):0.000}, some plan right for {(double)_solved / Math.Max(1, _questions):0.000}, {_questions / Math.Max(0.001, seconds):0.0} questions/s"));
    }
}
