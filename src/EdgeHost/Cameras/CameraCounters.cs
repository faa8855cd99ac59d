namespace EdgeHost.Cameras;

/// <summary>What a camera has seen since the host started. Written by the camera's thread, read by anyone.</summary>
internal sealed class CameraCounters
{
    private long _frames;
    private long _skipped;
    private long _restarts;
    private long _badParts;

    /// <summary>Frames handed to the sink.</summary>
    public long Frames => Volatile.Read(ref _frames);

    /// <summary>Frames of a live source that were read and thrown away because every buffer was out.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Openings after the first, loops not counted.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>Parts of a stream that were no whole picture: truncated, not an image, undecodable.</summary>
    public long BadParts => Volatile.Read(ref _badParts);

    public void CountFrame() => Interlocked.Increment(ref _frames);

    public void CountSkipped() => Interlocked.Increment(ref _skipped);

    public void CountRestart() => Interlocked.Increment(ref _restarts);

    public void CountBadPart() => Interlocked.Increment(ref _badParts);
}
