namespace EdgeEngines.Tracking;

/// <summary>Turns times that may jump or be nonsense into seconds that never run backwards. A mutable struct: keep it in a field.</summary>
public struct SteadyClock
{
    private double _latest;
    private bool _started;

    /// <summary>Sum of the steps taken so far.</summary>
    public double Seconds { get; private set; }

    /// <summary>The step from the time given before to this one. 0 for the first, for a time that lies before the last one (a
    /// source that started over: later steps are counted from there) and for one that is not finite (which is ignored).</summary>
    public double Advance(double seconds)
    {
        if (!double.IsFinite(seconds))
            return 0;
        var step = _started ? Math.Max(0, seconds - _latest) : 0;
        _started = true;
        _latest = seconds;
        Seconds += step;
        return step;
    }
}
