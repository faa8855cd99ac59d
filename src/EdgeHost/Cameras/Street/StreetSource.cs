using EdgeEngines.Frames;
using EdgeHost.Asking;
using EdgeHost.Evaluating;
using EdgeWorld;

namespace EdgeHost.Cameras.Street;

/// <summary><c>sim:street</c>: the simulated street world as a camera. docs/world.md has its options.</summary>
internal sealed class StreetSource : ICameraSource
{
    private readonly StreetWorld _world;
    private readonly TimeSpan _frameTime;
    private readonly TruthBoard? _truth;
    private readonly PoseBoard? _pose;
    private volatile bool _aborted;

    public StreetSource(CameraOpening opening)
    {
        var options = WorldOptions.Parse(opening.Uri.World!);
        _world = new StreetWorld(options);
        (_truth, _pose) = (opening.Truth, opening.Pose);
        _frameTime = TimeSpan.FromSeconds(1 / options.Fps);
        while (opening.ResumeAfter is { } time && _frameTime * _world.FrameIndex <= time)
            _world.Advance();
    }

    public bool IsLive => false;

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        if (_aborted)
            return null;
        var frame = pool.Rent(_world.Format, cancellationToken);
        _world.Paint(frame);
        frame.SourceTime = _frameTime * _world.FrameIndex;
        Tell(frame.SourceTime);
        _world.Advance();
        return frame;
    }

    private void Tell(TimeSpan time)
    {
        if (_truth is null && _pose is null)
            return;
        var graph = _world.Graph();
        _truth?.Put(time, graph);
        _pose?.Put(new CameraPose(graph.Camera.FocalPx, graph.Camera.HeightM, graph.Camera.PitchDeg), graph.Ego.SpeedMps);
    }

    public void Abort() => _aborted = true;

    public void Dispose() => _world.Dispose();
}
