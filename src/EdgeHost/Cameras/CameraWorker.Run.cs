using System.Globalization;
using EdgeEngines.Frames;

namespace EdgeHost.Cameras;

internal sealed partial class CameraWorker
{
    private TimeSpan? _resumeAfter;
    private long _runningSince;
    private long _passFrames;
    private int _plays;
    private long _framesAPlay;
    private bool _playsAgain;
    private bool _stalled;

    private enum PassEnd
    {
        Ended,
        Failed,
        GaveUp,
        Stalled,

        /// <summary>By a pause or a stop.</summary>
        Interrupted,
    }

    private void Run()
    {
        try
        {
            RunPasses();
            if (Status.State is not (CameraState.Ended or CameraState.Failed))
                Report(CameraState.Stopped);
        }
        catch (Exception cause)
        {
            // only the sink or the listener can throw to here, so they are not called again
            CameraLog.ThreadEnded(_logger, Settings.Id, cause);
            lock (_gate)
                _status = new CameraStatus(Settings.Id, CameraState.Failed, cause.Message);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>A pass is one opening of the source.</summary>
    private void RunPasses()
    {
        var isLoop = false;
        for (var passes = 0; WaitWhilePaused(); passes++)
        {
            if (passes > 0 && !isLoop)
                Counters.CountRestart();
            if (!isLoop)
                Report(CameraState.Connecting);
            isLoop = false;
            var isResumed = _resumeAfter is not null;
            var (end, detail) = RunPass();
            switch (end)
            {
                case PassEnd.Interrupted:
                    continue;
                case PassEnd.GaveUp:
                    Report(CameraState.Failed, detail);
                    return;
                case PassEnd.Ended when !Settings.Uri.IsLive && ++_plays >= Settings.Plays:
                    Report(CameraState.Ended);
                    return;
                case PassEnd.Ended when !Settings.Uri.IsLive && _passFrames > 0:
                    (_resumeAfter, isLoop) = (null, true);
                    if (!isResumed && !_playsAgain)
                        _framesAPlay = _passFrames;
                    continue;
                case PassEnd.Ended:
                    detail = "the source ended";
                    _resumeAfter = null;
                    break;
                case PassEnd.Stalled:
                    Report(CameraState.Stalled, detail);
                    break;
            }
            BackOff(detail);
        }
    }

    private (PassEnd End, string Detail) RunPass()
    {
        (_passFrames, _stalled, _playsAgain) = (0, false, false);
        ICameraSource? source = null;
        try
        {
            source = _open(new CameraOpening(Settings.Id, Settings.Uri, Counters, _time, _resumeAfter) { Again = Again });
            _playsAgain = source.PlaysAgain;
            lock (_gate)
                _source = source;
            _pacer.Restart();
            while (!_stopping && Hold(source))
            {
                if (ReadOne(source) is not { } frame)
                    return Interrupted(source) ? (PassEnd.Interrupted, "") : End(PassEnd.Ended, "");
                Deliver(frame, source);
            }
            return (PassEnd.Interrupted, "");
        }
        catch (Exception) when (_stopping || Interrupted(source))
        {
            return (PassEnd.Interrupted, ""); // whatever a source throws when it is torn away
        }
        catch (CameraException cause)
        {
            return End(cause.IsPermanent ? PassEnd.GaveUp : PassEnd.Failed, CameraSecrets.Redact(cause.Message));
        }
        catch (Exception cause)
        {
            CameraLog.Unexpected(_logger, Settings.Id, cause);
            return End(PassEnd.Failed, CameraSecrets.Redact($"{cause.GetType().Name}: {cause.Message}"));
        }
        finally
        {
            lock (_gate)
                _source = null;
            source?.Dispose();
        }
    }

    /// <summary>Only once a whole play has shown where the next one begins.</summary>
    private PlayAgain? Again => _framesAPlay > 0 && _resumeAfter is null && Settings.Uri.Scheme == CameraScheme.File
        ? new PlayAgain(_framesAPlay, Settings.Plays - _plays) : null;

    /// <summary>An abort makes a source end or fail in its own way; the stall is the reason then.</summary>
    private (PassEnd End, string Detail) End(PassEnd end, string detail) => _stalled
        ? (PassEnd.Stalled, string.Create(CultureInfo.InvariantCulture, $"no frame for {Settings.StallTimeout.TotalSeconds:0.#} s"))
        : (end, detail);

    private bool Interrupted(ICameraSource? source) => _stopping || (_paused && source is { IsLive: true });

    private Frame? ReadOne(ICameraSource source)
    {
        _stallWatch.Arm(source);
        try
        {
            return source.Read(_pool, _stop.Token);
        }
        finally
        {
            _stalled = _stallWatch.Disarm();
        }
    }

    private void Deliver(Frame frame, ICameraSource source)
    {
        if (!source.IsLive && !Settings.AsFastAsPossible)
            WaitForTurn(frame.SourceTime);
        if (_playsAgain && _passFrames > 0 && _passFrames % _framesAPlay == 0)
            _plays++;
        frame.Camera = Settings.Id;
        frame.Sequence = Counters.Frames + Counters.Skipped;
        frame.CapturedTimestamp = _time.GetTimestamp();
        frame.CapturedAt = _time.GetUtcNow();
        if (!source.IsLive)
            _resumeAfter = frame.SourceTime;
        if (_passFrames++ == 0)
        {
            _runningSince = frame.CapturedTimestamp;
            Report(CameraState.Running);
        }
        Counters.CountFrame();
        _sink.Deliver(frame, _stop.Token);
    }

    private void WaitForTurn(TimeSpan sourceTime)
    {
        var due = _pacer.Due(sourceTime);
        while (!_stopping && !_paused && !_alarm.WaitUntil(due))
        {
            // woken early: look again
        }
    }

    /// <summary>Holds a source that can wait while the camera is paused. False when the pass is to end instead.</summary>
    private bool Hold(ICameraSource source)
    {
        if (!_paused)
            return true;
        if (source.IsLive)
            return false;
        if (!WaitWhilePaused())
            return false;
        _pacer.Restart();
        if (_passFrames > 0)
            Report(CameraState.Running);
        return true;
    }

    /// <summary>False when the camera is to stop.</summary>
    private bool WaitWhilePaused()
    {
        if (_paused && !_stopping)
            Report(CameraState.Paused);
        while (_paused && !_stopping)
            _alarm.Wait();
        return !_stopping;
    }

    private void BackOff(string detail)
    {
        if (_passFrames > 0 && _time.GetElapsedTime(_runningSince) >= Backoff.ResetAfter)
            _backoff.Reset();
        var delay = _backoff.Next();
        Report(CameraState.BackingOff, string.Create(CultureInfo.InvariantCulture, $"{detail}; next try in {delay.TotalSeconds:0.0} s"));
        var due = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
        while (!_stopping && !_paused && !_alarm.WaitUntil(due))
        {
            // woken early: look again
        }
    }
}
