using EdgeEngines.Tracking;

namespace EdgeHost.Events;

/// <summary>
/// Says for one camera which frames become its next <c>snapshot</c>, in two questions: <see cref="MayWant"/> before the engine has
/// seen the frame (keep its lease until then?), <see cref="Wants"/> when it is known what happened in it. Pure: who asks draws,
/// encodes and publishes, then says <see cref="Taken"/>; if the encoder is busy it does nothing, and the next frame is wanted
/// instead. Wants and Taken on one thread; MayWant and <see cref="Request"/> on any.
/// </summary>
internal sealed class SnapshotPolicy(SnapshotOptions options)
{
    private SteadyClock _clock;
    private double _takenSeconds = double.NaN; // on the steady clock
    private double _takenFrameSeconds = double.NaN; // as the frame said
    private double _askedFrameSeconds;
    private bool _somethingHappened;
    private volatile bool _isRequested;

    /// <summary>Somebody asked (<c>cmd/snapshot</c>): the next frame, whatever the limits.</summary>
    public void Request() => _isRequested = true;

    /// <summary>False when <see cref="Wants"/> will surely say no.</summary>
    public bool MayWant(in FrameMoment frame)
    {
        var age = frame.Seconds - Volatile.Read(ref _takenFrameSeconds);
        // A clock that ran backwards (negative) and no picture yet (NaN) are left to the second question.
        return _isRequested || (options.Enabled && !(age >= 0 && age < options.LeastSeconds));
    }

    /// <param name="step">What the camera's events made of this frame.</param>
    public bool Wants(in FrameMoment frame, in StepSummary step)
    {
        _clock.Advance(frame.Seconds);
        _askedFrameSeconds = frame.Seconds;
        if (_isRequested)
            return true;
        if (!options.Enabled)
            return false;
        if (double.IsNaN(_takenSeconds))
            return true; // whoever looks at the topic first sees something

        // Kept until it may be shown: what happens within the limit after a picture is not lost, only shown a moment later.
        _somethingHappened |= step.Started > 0 || step.Updated > 0;
        var age = _clock.Seconds - _takenSeconds;
        if (age < options.LeastSeconds)
            return false;
        var refresh = step.Seen > 0 ? options.BusySeconds : options.IdleSeconds;
        return (_somethingHappened && step.Seen > 0) || (refresh > 0 && age >= refresh);
    }

    /// <summary>The frame last asked about is on its way.</summary>
    public void Taken()
    {
        _takenSeconds = _clock.Seconds;
        Volatile.Write(ref _takenFrameSeconds, _askedFrameSeconds);
        _somethingHappened = false;
        _isRequested = false;
    }
}
