using EdgeEngines.Detecting;
using EdgeEngines.Tracking;
using EdgePlanner.Values;

namespace EdgeHost.Asking;

/// <summary>One object that a question may be about: followed by the tracker and seen in the picture.</summary>
/// <param name="Label">The detector's.</param>
/// <param name="VelocityX">Pixels a second, of the middle of the box's lower edge: where it stands on the ground.</param>
/// <param name="Hits">Frames in which it was seen.</param>
internal readonly record struct SeenThing(Box BoxInSource, string Label, float Score, float VelocityX, float VelocityY, int Hits)
{
    /// <summary>Frames: who was there a blink ago is there. Detectors pass over a thing for a frame or two.</summary>
    private const int MostMissed = 3;

    /// <summary>Those of the tracks that are in the picture now, surest first; no more than a plan can hold.</summary>
    public static void Read(ReadOnlySpan<Track> tracks, IReadOnlyList<string> labels, List<SeenThing> things)
    {
        things.Clear();
        foreach (ref readonly var track in tracks)
        {
            if (track is { Confirmed: true, Missed: <= MostMissed })
                things.Add(new SeenThing(track.BoxInSource, labels[track.Class], track.Score, track.VelocityX, track.FootVelocityY, track.Hits));
        }
        things.Sort((one, other) => other.Score.CompareTo(one.Score));
        if (things.Count > ThingSet.Capacity)
            things.RemoveRange(ThingSet.Capacity, things.Count - ThingSet.Capacity);
    }
}
