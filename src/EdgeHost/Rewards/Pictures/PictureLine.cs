using EdgeEngines.Frames;
using EdgeHost.Asking;
using EdgeHost.Frames;

namespace EdgeHost.Rewards.Pictures;

/// <summary>
/// Makes the pictures of rewards on a thread of its own that lets all others go first; one at a time, so many an hour, and others are passed over. Whatever
/// fails (a detector that is missing, damaged, throws, is late or never comes back) costs the picture, never lets one leave as it was.
/// </summary>
internal sealed class PictureLine : IDisposable
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly RewardPicturesOptions _options;
    private readonly Func<Redaction> _load;
    private readonly Func<RedactedPicture, bool> _deliver;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly FramePool _copies = new(1);
    private readonly Handoff<PictureJob> _work = new(1);
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private long _hourBegan;
    private int _inHour;
    private bool _isBroken;
    private PictureCounts _counts;

    /// <param name="load">On the line's thread, before the first picture: what may throw, and then no picture ever leaves.</param>
    /// <param name="deliver">Takes what may leave; false where it has no room.</param>
    public PictureLine(RewardPicturesOptions options, Func<Redaction> load, Func<RedactedPicture, bool> deliver, TimeProvider time, ILogger log)
    {
        (_options, _load, _deliver, _time, _log) = (options, load, deliver, time, log);
        _thread = new Thread(Work) { Name = "reward pictures", IsBackground = true };
        _thread.Start();
    }

    public PictureCounts Counts
    {
        get
        {
            lock (_gate)
                return _counts;
        }
    }

    /// <summary>Copies the frame and returns; false where it is passed over. One thread at a time.</summary>
    /// <param name="frame">The caller keeps its lease.</param>
    public bool TryTake(Frame frame, string id, double timeS)
    {
        var copy = MayTake() ? _copies.TryRent(frame.Format) : null;
        if (copy is null)
        {
            Count(passedOver: 1);
            return false;
        }
        frame.Pixels.CopyTo(copy.Pixels);
        copy.SourceSize = frame.SourceSize;
        lock (_gate)
            _inHour++;
        if (_work.Put(new PictureJob(copy, id, timeS))) // does not wait: there is one copy, and so one job
            return true;
        copy.Release();
        return false;
    }

    /// <summary>Waits for a picture that is being made, as long as one may take.</summary>
    public void Dispose()
    {
        _work.Close();
        var bound = TimeSpan.FromSeconds(_options.Seconds);
        if (_thread.Join(bound))
            _copies.Dispose();
        else
            RewardsLog.Stuck(_log, bound);
    }

    private bool MayTake()
    {
        lock (_gate)
        {
            if (_isBroken)
                return false;
            if (_inHour == 0 || _time.GetElapsedTime(_hourBegan) >= s_hour)
                (_hourBegan, _inHour) = (_time.GetTimestamp(), 0);
            return _inHour < _options.MostAnHour;
        }
    }

    private void Work()
    {
        ThreadPrecedence.Yield(); // the detectors' threads too, which are started here
        Redaction? redaction = null;
        while (_work.Take() is { } job)
        {
            try
            {
                redaction ??= Load();
                if (redaction is null)
                    Count(dropped: 1);
                else
                    Make(redaction, job);
            }
#pragma warning disable CA1031 // Whatever breaks costs this picture and nothing else.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Count(dropped: 1);
                RewardsLog.Picture(_log, job.Id, $"dropped: {e.Message}");
            }
            job.Copy.Release();
        }
        redaction?.Dispose();
    }

    private Redaction? Load()
    {
        try
        {
            return _load();
        }
#pragma warning disable CA1031 // A detector that cannot be loaded, for whatever reason, means that no picture leaves.
        catch (Exception e)
#pragma warning restore CA1031
        {
            lock (_gate)
                _isBroken = true;
            RewardsLog.NoRedaction(_log, e.Message);
            return null;
        }
    }

    private void Make(Redaction redaction, PictureJob job)
    {
        var (jpeg, blurred, fate) = redaction.Redact(job.Copy);
        if (jpeg is not null && _deliver(new RedactedPicture(job.Id, job.TimeS, jpeg, blurred)))
            Count(kept: 1);
        else
            Count(dropped: 1);
        RewardsLog.Picture(_log, job.Id, fate);
    }

    private void Count(int kept = 0, int dropped = 0, int passedOver = 0)
    {
        lock (_gate)
            _counts = new PictureCounts(_counts.Kept + kept, _counts.Dropped + dropped, _counts.PassedOver + passedOver);
    }

    private sealed record PictureJob(Frame Copy, string Id, double TimeS);
}
