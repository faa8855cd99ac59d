using EdgeEngines.Detecting;

namespace EdgeHost.Events;

/// <summary>An object at one moment: one side of an event message. Lists that only grow are kept by the object; here are their lengths.</summary>
internal record struct ObjectFacts
{
    public double FrameTime;
    public double? EndTime;
    public float Score;
    public float TopScore;
    public Box BoxInSource;
    public int Width;
    public int Height;
    public bool IsFalsePositive;
    public ulong CurrentZones;
    public int EnteredCount;
    public int CrossedCount;
    public bool HasSnapshot;
    public bool IsStationary;
    public int MotionlessCount;
    public int PositionChanges;
    public double DwellSeconds;
}

internal readonly record struct Crossing(string Line, CrossingDirection Direction, double Time);
