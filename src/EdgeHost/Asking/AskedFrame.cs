using EdgeEngines.Frames;
using EdgeEngines.Tracking;

namespace EdgeHost.Asking;

/// <summary>
/// A question's wish for a camera's next frame, and the frame with its tracks once it came. The frame thread leaves its lease here and goes
/// on; who asked takes it, or has given up: then it goes back at once.
/// </summary>
internal sealed class AskedFrame : IDisposable
{
    private readonly ManualResetEventSlim _here = new();
    private readonly Lock _gate = new();
    private SeenFrame? _seen;
    private bool _givenUp;

    /// <summary>By the frame thread; takes a lease of its own.</summary>
    public void Put(Frame picture, ReadOnlySpan<Track> tracks, IReadOnlyList<string> labels)
    {
        lock (_gate)
        {
            if (_givenUp)
                return;
            picture.Retain();
            _seen = new SeenFrame(picture, tracks.ToArray(), labels);
            _here.Set();
        }
    }

    /// <summary>The frame, whose lease is the caller's then; null where none came in time.</summary>
    public SeenFrame? Wait(TimeSpan patience, CancellationToken cancellationToken)
    {
        _here.Wait(patience, cancellationToken);
        lock (_gate)
        {
            _givenUp = true;
            return Interlocked.Exchange(ref _seen, null);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _givenUp = true;
            Interlocked.Exchange(ref _seen, null)?.Frame.Release();
            _here.Dispose();
        }
    }
}

/// <param name="Tracks">Of that frame, those kept unseen among them.</param>
/// <param name="Labels">Of the model that found them.</param>
internal sealed record SeenFrame(Frame Frame, Track[] Tracks, IReadOnlyList<string> Labels);
