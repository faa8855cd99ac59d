using EdgeEngines.Tracking;
using EdgeHost.Events;

namespace EdgeHost.Scenes;

/// <summary>
/// What one camera sees now and saw a moment ago, kept for questions. The frame thread writes without waiting for anybody and
/// without allocating (a sequence lock: an odd version means that a write is going on); readers take a copy, and try again if a
/// frame came in between.
/// </summary>
internal sealed class SceneState
{
    /// <summary>How far back the history goes, unless crowds fill it sooner.</summary>
    public const double HistorySeconds = 10;

    /// <summary>Five looks a second tell how something moves.</summary>
    private const double SampleSeconds = 0.2;

    /// <summary>10 s of 40 objects, or 4 s of 100; about 100 KB a camera.</summary>
    private const int HistoryCapacity = 2048;

    /// <summary>More tracks than this at a time are cut off, newest first, and counted.</summary>
    private const int TrackCapacity = 512;

    private readonly Track[] _tracks = new Track[TrackCapacity];
    private readonly SceneSample[] _history = new SceneSample[HistoryCapacity];
    private int _version;
    private int _trackCount;
    private int _cutOff;
    private long _sampleCount; // written since the start; the ring holds the latest
    private FrameMoment _frame;
    private LabelSet _labels = new([]);
    private SteadyClock _clock;
    private double _nextSampleSeconds;

    /// <summary>By the frame thread, one at a time.</summary>
    public void Update(in FrameMoment frame, ReadOnlySpan<Track> tracks, LabelSet labels)
    {
        _clock.Advance(frame.Seconds);
        Volatile.Write(ref _version, _version + 1);
        Interlocked.MemoryBarrier(); // nothing below may become visible before the odd version

        var kept = tracks[..Math.Min(tracks.Length, TrackCapacity)];
        kept.CopyTo(_tracks);
        _trackCount = kept.Length;
        _cutOff = tracks.Length - kept.Length;
        _frame = frame;
        _labels = labels;
        if (_clock.Seconds >= _nextSampleSeconds)
            Sample(kept);

        Volatile.Write(ref _version, _version + 1);
    }

    /// <summary>A copy of the whole, for any thread.</summary>
    public Scene Read()
    {
        var tracks = new Track[TrackCapacity];
        var history = new SceneSample[HistoryCapacity];
        SpinWait spin = default;
        while (true)
        {
            var version = Volatile.Read(ref _version);
            if ((version & 1) == 0)
            {
                var (trackCount, cutOff, frame, labels) = (_trackCount, _cutOff, _frame, _labels);
                _tracks.CopyTo(tracks, 0);
                var (samples, now) = (CopyHistory(history), _clock.Seconds);
                Interlocked.MemoryBarrier(); // nothing above may be read after the version below
                if (version == Volatile.Read(ref _version))
                    return new(frame, labels, tracks.AsMemory(0, trackCount), cutOff, Recent(history.AsMemory(0, samples), now), now);
            }
            spin.SpinOnce();
        }
    }

    private void Sample(ReadOnlySpan<Track> tracks)
    {
        _nextSampleSeconds = _clock.Seconds + SampleSeconds;
        foreach (ref readonly var track in tracks)
        {
            if (track is { Confirmed: true, Missed: 0 })
                _history[_sampleCount++ % HistoryCapacity] = new(_clock.Seconds, track.Id, track.Class, track.Score, track.BoxInSource);
        }
    }

    /// <summary>Oldest first. May copy nonsense while a write goes on; the version tells.</summary>
    private int CopyHistory(SceneSample[] copy)
    {
        var written = Volatile.Read(ref _sampleCount);
        if (written <= HistoryCapacity)
        {
            Array.Copy(_history, copy, (int)written);
            return (int)written;
        }
        var oldest = (int)(written % HistoryCapacity);
        Array.Copy(_history, oldest, copy, 0, HistoryCapacity - oldest);
        Array.Copy(_history, 0, copy, HistoryCapacity - oldest, oldest);
        return HistoryCapacity;
    }

    private static ReadOnlyMemory<SceneSample> Recent(ReadOnlyMemory<SceneSample> history, double now)
    {
        var start = 0;
        while (start < history.Length && history.Span[start].Seconds < now - HistorySeconds)
            start++;
        return history[start..];
    }
}
