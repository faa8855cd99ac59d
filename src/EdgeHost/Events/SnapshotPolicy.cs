using EdgeEngines.Tracking;

namespace EdgeHost.Events;

/// <summary>
/// Says for one camera which frames become its next <c>snapshot</c>. Pure: who asks keeps the frame's lease, draws, encodes and
/// publishes, then says <see cref="Taken"/>; if the encoder is busy it does nothing, and the next frame is wanted instead.
/// One thread, but <see cref="Request"/> and <see cref="MayWant"/> may come from any.
/// </summary>
internal sealed class SnapshotPolicy(SnapshotOptions options)
{
    /// <summary>The frame asked about before its detections may be this much newer than the last one whose are there.</summary>
    private const double LookAheadSeconds = 0.5;

    private SteadyClock _clock;
    private double? _takenSeconds;
    private bool _somethingHappened;
    private volatile bool _isRequested;
    private volatile bool _mayWant = options.Enabled;

    /// <summary>Somebody asked (<c>cmd/snapshot</c>): the next frame, whatever the limits.</summary>
    public void Request() => _isRequested = true;

    /// <summary>Asked before a frame's detections are there, by another thread: false when no outcome could make it a snapshot.</summary>
    public bool MayWant => _isRequested || _mayWant;

    /// <param name="step">What the camera's events made of this frame.</param>
    public bool Wants(in FrameMoment frame, in StepSummary step)
    {
        _clock.Advance(frame.Seconds);
        _mayWant = options.Enabled && (_takenSeconds is not { } last || _clock.Seconds - last >= options.LeastSeconds - LookAheadSeconds);
        if (_isRequested)
            return true;
        if (!options.Enabled)
            return false;
        if (_takenSeconds is not { } taken)
            return true; // whoever looks at the topic first sees something

        // Kept until it may be shown: what happens within the limit after a picture is not lost, only shown a moment later.
        _somethingHappened |= step.Started > 0 || step.Updated > 0;
        var age = _clock.Seconds - taken;
        if (age < options.LeastSeconds)
            return false;
        var refresh = step.Seen > 0 ? options.BusySeconds : options.IdleSeconds;
        return (_somethingHappened && step.Seen > 0) || (refresh > 0 && age >= refresh);
    }

    /// <summary>The frame last asked about is on its way.</summary>
    public void Taken()
    {
        _takenSeconds = _clock.Seconds;
        _somethingHappened = false;
        _isRequested = false;
    }
}
