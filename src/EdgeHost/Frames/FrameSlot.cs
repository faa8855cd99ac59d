using EdgeEngines.Detecting;
using EdgeEngines.Frames;

namespace EdgeHost.Frames;

/// <summary>One batch on its way: engine buffers and the frames in them. Goes round from thread to thread; one holds it at a time.</summary>
internal sealed class FrameSlot(EngineCrew engine, IDetectorPass pass, int batchSize) : IDisposable
{
    private readonly object _ran = new();
    private readonly SlotItem[] _items = new SlotItem[batchSize];
    private bool _hasRun;

    public EngineCrew Engine { get; } = engine;

    public IDetectorPass Pass { get; } = pass;

    public int Count { get; private set; }

    public long RunBegan { get; set; }

    public long RunEnded { get; set; }

    /// <summary>The run failed, which has been logged: these frames have no detections, not none.</summary>
    public bool Failed { get; set; }

    public bool IsFull => Count == _items.Length;

    public ref readonly SlotItem this[int item] => ref _items[item];

    public void Add(CameraLane lane, in FrameStamp stamp, Frame? picture, long taken, long prepared) =>
        _items[Count++] = new SlotItem(lane, stamp, picture, taken, prepared);

    public void MarkRan()
    {
        lock (_ran)
        {
            _hasRun = true;
            Monitor.Pulse(_ran);
        }
    }

    /// <summary>The finishing thread waits for its slots in the order they were issued, which keeps each camera's frames in order.</summary>
    public void WaitUntilRan()
    {
        lock (_ran)
        {
            while (!_hasRun)
                Monitor.Wait(_ran);
        }
    }

    /// <summary>Back to empty; kept pictures are released.</summary>
    public void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            _items[i].Picture?.Release();
            _items[i] = default;
        }
        Count = 0;
        Failed = false;
        _hasRun = false;
    }

    public void Dispose()
    {
        Clear();
        Pass.Dispose();
    }
}

/// <param name="Picture">Leased while its detections are awaited, where the lane asked for it.</param>
/// <param name="Taken">When the feeder took it from the queue.</param>
/// <param name="Prepared">When its pixels were in the tensor.</param>
internal readonly record struct SlotItem(CameraLane Lane, FrameStamp Stamp, Frame? Picture, long Taken, long Prepared);
