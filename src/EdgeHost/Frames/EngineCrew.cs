using EdgeEngines.Detecting;

namespace EdgeHost.Frames;

/// <summary>A loaded engine with the slots that travel through it. Replaced as a whole when a model is swapped.</summary>
internal sealed class EngineCrew : IDisposable
{
    private readonly FrameSlot[] _slots;

    public EngineCrew(IDetector detector, int slots)
    {
        Detector = detector;
        Free = new Handoff<FrameSlot>(slots);
        _slots = new FrameSlot[slots];
        for (var i = 0; i < slots; i++)
        {
            _slots[i] = new FrameSlot(this, detector.CreatePass(), detector.BatchSize);
            Free.Put(_slots[i]);
        }
    }

    public IDetector Detector { get; }

    public Handoff<FrameSlot> Free { get; }

    /// <summary>Collects every slot, which is when the last frame has left, then unloads the engine.</summary>
    public void Retire()
    {
        for (var i = 0; i < _slots.Length; i++)
            Free.Take();
        Dispose();
    }

    public void Dispose()
    {
        foreach (var slot in _slots)
            slot.Dispose();
        Detector.Dispose();
    }
}
