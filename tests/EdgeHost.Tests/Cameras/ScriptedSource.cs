using EdgeEngines.Frames;
using EdgeHost.Cameras;

namespace EdgeHost.Tests.Cameras;

/// <summary>A source that plays a script: a frame with a time, an end, an error, or silence until it is aborted.</summary>
internal sealed class ScriptedSource(IEnumerable<ScriptedSource.Step> script, bool isLive = false, bool playsAgain = false) : ICameraSource
{
    private readonly IEnumerator<Step> _script = script.GetEnumerator();
    private readonly ManualResetEventSlim _aborted = new();

    public bool IsLive => isLive;

    public bool PlaysAgain => playsAgain;

    public bool IsDisposed { get; private set; }

    public static Step Frame(double seconds) => new(TimeSpan.FromSeconds(seconds), null, false);

    public static Step Error(bool permanent = false) => new(null, new CameraException("it broke at rtsp://u:s3cret@cam/1") { IsPermanent = permanent }, false);

    public static Step Bug() => new(null, new InvalidOperationException("a bug"), false);

    public static Step Silence() => new(null, null, true);

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        if (_aborted.IsSet || !_script.MoveNext())
            return null;
        var step = _script.Current;
        if (step.Error is not null)
            throw step.Error;
        if (step.Blocks)
        {
            _aborted.Wait(TimeSpan.FromSeconds(20), CancellationToken.None);
            throw new EndOfStreamException("torn away");
        }
        var frame = pool.Rent(new FrameFormat(PixelFormat.I420, 16, 16), cancellationToken);
        frame.SourceTime = step.Time!.Value;
        return frame;
    }

    public void Abort() => _aborted.Set();

    public void Dispose() => IsDisposed = true;

    internal readonly record struct Step(TimeSpan? Time, Exception? Error, bool Blocks);
}
