using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Frames;

/// <summary>
/// The frame's way through one engine:
/// <code>
///  camera threads          feeder thread            engine threads        finishing thread
///  Deliver ─► FrameIntake ─► Free slot, Prepare ─► ready ─► Run ─► in issued order: Read, Accept ─► Free
/// </code>
/// Feeder and engine overlap, so the engine never waits for pixels; several engine threads keep several frames in flight and the
/// finishing thread puts them back in order. Nothing is allocated a frame.
/// </summary>
internal sealed class EngineLine : IDisposable
{
    private readonly FrameIntake _intake = new();
    private readonly Handoff<FrameSlot> _ready;
    private readonly Handoff<FrameSlot> _issued;
    private readonly Thread[] _threads;
    private readonly Lock _crewGate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly DetectionBuffer _found = new();
    private readonly int _engineThreads;
    private readonly int _slotsACrew;
    private readonly Func<IDetector> _load;
    private readonly TaskCompletionSource<IDetector> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private EngineCrew? _crew;

    /// <param name="name">For thread names and logs.</param>
    /// <param name="load">Called once, on the feeder's thread, so that cameras and broker start beside it. The line owns what it gives.</param>
    /// <param name="engineThreads">Frames inside the engine at a time.</param>
    public EngineLine(string name, Func<IDetector> load, int engineThreads, TimeProvider time, ILogger log)
    {
        Name = name;
        _load = load;
        _time = time;
        _log = log;
        _engineThreads = engineThreads;
        // In the engine, ready for it, being filled, being read.
        _slotsACrew = (2 * engineThreads) + 2;
        // Two crews' slots can be on their way at once while a model is swapped.
        _ready = new Handoff<FrameSlot>(2 * _slotsACrew);
        _issued = new Handoff<FrameSlot>(2 * _slotsACrew);
        _threads =
        [
            new Thread(Feed) { Name = $"feed {name}", IsBackground = true },
            .. Enumerable.Range(0, engineThreads).Select(i => new Thread(RunEngine) { Name = $"engine {name} {i}", IsBackground = true }),
            new Thread(Finish) { Name = $"finish {name}", IsBackground = true },
        ];
        foreach (var thread in _threads)
            thread.Start();
    }

    public string Name { get; }

    /// <summary>The engine, or why it could not be loaded; the line then takes no frames.</summary>
    public Task<IDetector> Loaded => _loaded.Task;

    /// <summary>The engine that new frames go to; null before it is loaded.</summary>
    public IDetector? Detector => Volatile.Read(ref _crew)?.Detector;

    public IReadOnlyList<CameraLane> Lanes => _intake.Lanes;

    public CameraLane Join(CameraId camera, bool isLive, IFrameOutlet outlet)
    {
        var lane = new CameraLane(_intake, camera, isLive, outlet);
        _intake.Add(lane);
        return lane;
    }

    /// <summary>Frames still on their way come out first (bounded), then the outlet is ended.</summary>
    public void Leave(CameraLane lane, TimeSpan patience)
    {
        if (!_intake.Remove(lane, patience))
            FramesLog.LaneStuck(_log, lane.Camera, patience);
        lane.Outlet.End();
    }

    /// <summary>New frames go to the new engine; the old one is unloaded when its last frame is out. Blocks until then. Only once
    /// <see cref="Loaded"/> is there.</summary>
    public void Swap(IDetector detector)
    {
        var next = new EngineCrew(detector, _slotsACrew);
        EngineCrew old;
        lock (_crewGate)
            (old, _crew) = (_crew ?? throw new InvalidOperationException($"engine {Name} is not loaded yet"), next);
        FramesLog.Swapped(_log, Name, old.Detector.Model.Name, detector.Model.Name);
        old.Retire();
    }

    /// <summary>Lets every frame that was delivered come out, then stops the threads. A run that hangs in native code is left
    /// behind after <paramref name="patience"/>, and said.</summary>
    public void Stop(TimeSpan patience)
    {
        _intake.Close();
        var began = _time.GetTimestamp();
        foreach (var thread in _threads)
        {
            var left = patience - _time.GetElapsedTime(began);
            if (!thread.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero))
                FramesLog.ThreadStuck(_log, thread.Name!, patience);
        }
    }

    public void Dispose()
    {
        Stop(TimeSpan.FromSeconds(5));
        if (!_threads.Any(t => t.IsAlive))
            _crew?.Dispose(); // else a native run still uses its buffers: leave them to the end of the process
    }

    private void Feed()
    {
        if (!TryLoad())
            _intake.Close();
        while (_intake.WaitForFrame())
        {
            // A live frame is chosen only when the engine can use it next: the freshest there is. Files are prepared further ahead, so
            // that no engine thread waits when two end at once.
            _ready.WaitUntilBelow(_intake.IsLive ? 1 : _engineThreads);
            var slot = TakeSlot();
            while (!slot.IsFull && _intake.TryTake(out var lane, out var frame))
                Prepare(slot, lane, frame);
            if (slot.Count == 0) // its camera left meanwhile
            {
                slot.Engine.Free.Put(slot);
                continue;
            }
            _issued.Put(slot);
            _ready.Put(slot);
        }
        _issued.Close();
        _ready.Close();
    }

    private bool TryLoad()
    {
        try
        {
            _crew = new EngineCrew(_load(), _slotsACrew);
            _loaded.SetResult(_crew.Detector);
            return true;
        }
        catch (Exception e)
        {
            _loaded.SetException(e);
            return false;
        }
    }

    private FrameSlot TakeSlot()
    {
        lock (_crewGate) // a swap waits for us, so that nobody waits for a slot of a retired crew
            return _crew!.Free.Take()!;
    }

    private void Prepare(FrameSlot slot, CameraLane lane, Frame frame)
    {
        var taken = _time.GetTimestamp();
        var stamp = FrameStamp.Of(frame);
        slot.Pass.Prepare(slot.Count, frame);
        var keeps = lane.Outlet.WantsPicture(stamp);
        slot.Add(lane, stamp, keeps ? frame : null, taken, _time.GetTimestamp());
        if (!keeps)
            frame.Release();
    }

    private void RunEngine()
    {
        while (_ready.Take() is { } slot)
        {
            slot.RunBegan = _time.GetTimestamp();
            try
            {
                slot.Pass.Run(slot.Count);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                slot.Failed = true;
                FramesLog.RunFailed(_log, Name, e);
            }
            slot.RunEnded = _time.GetTimestamp();
            slot.MarkRan();
        }
    }

    private void Finish()
    {
        while (_issued.Take() is { } slot)
        {
            slot.WaitUntilRan();
            for (var i = 0; i < slot.Count; i++)
                Finish(slot, i);
            slot.Clear();
            slot.Engine.Free.Put(slot);
        }
    }

    private void Finish(FrameSlot slot, int index)
    {
        ref readonly var item = ref slot[index];
        if (slot.Failed)
        {
            item.Lane.Outlet.Lose(item.Stamp);
        }
        else
        {
            slot.Pass.Read(index, _found);
            var timings = new FrameTimings(
                _time.GetElapsedTime(item.Stamp.CapturedTimestamp, item.Taken),
                _time.GetElapsedTime(item.Taken, item.Prepared),
                _time.GetElapsedTime(item.Prepared, slot.RunBegan) + _time.GetElapsedTime(slot.RunEnded),
                _time.GetElapsedTime(slot.RunBegan, slot.RunEnded));
            item.Lane.Outlet.Accept(item.Stamp, item.Picture, _found, slot.Engine.Detector, timings);
        }
        _intake.Finished(item.Lane);
    }
}
