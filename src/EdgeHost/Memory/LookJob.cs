using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;

namespace EdgeHost.Memory;

/// <summary>A picture on its way to the encoders, with the things in it to look at. Filled anew each time.</summary>
internal sealed class LookJob
{
    public const int MostThings = 4;

    private readonly LookedAt[] _things = new LookedAt[MostThings];

    public int Count { get; private set; }

    public bool IsFull => Count == MostThings;

    public Frame? Picture { get; private set; }

    public Watch? Watch { get; private set; }

    public double AtS { get; private set; }

    public ReadOnlySpan<LookedAt> Things => _things.AsSpan(0, Count);

    public void Add(in Track track, string label, double firstAtS) => _things[Count++] = new LookedAt(track.Id, label, track.BoxInSource, track.Score, firstAtS);

    /// <summary>Takes a lease of its own.</summary>
    public void Show(Frame picture, Watch watch, double atS)
    {
        picture.Retain();
        (Picture, Watch, AtS) = (picture, watch, atS);
    }

    public void Clear()
    {
        Picture?.Release();
        (Picture, Watch, Count) = (null, null, 0);
    }
}

internal readonly record struct LookedAt(long TrackId, string Label, Box BoxInSource, float Score, double FirstAtS);
