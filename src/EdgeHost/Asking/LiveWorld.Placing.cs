using EdgeEngines.Frames;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeHost.Asking;

/// <summary>Things that tools of one's own find.</summary>
internal sealed partial class LiveWorld
{
    private const int MostListed = 20;

    /// <summary>Two boxes of one label that share so much are one thing: the tracker's box lags a little behind.</summary>
    private const float SameOverlap = 0.6f;

    public Frame? Frame { get; init; }

    public ThingSet Place(IReadOnlyList<FoundThing> found)
    {
        var placed = ThingSet.Empty;
        foreach (var one in found)
        {
            var index = things.FindIndex(known => known.Label == one.Label && known.BoxInSource.Overlap(one.BoxInSource) >= SameOverlap);
            if (index < 0 && things.Count < ThingSet.Capacity)
            {
                index = things.Count;
                things.Add(new SeenThing(one.BoxInSource, one.Label, one.Score, 0, 0, 1)); // seen once: no speed is known of it
            }
            if (index >= 0)
                placed = placed.With(new Thing((byte)index));
        }
        return placed;
    }

    private static string Listed(IReadOnlyList<string> labels) =>
        string.Join(", ", labels.Take(MostListed)) + (labels.Count > MostListed ? $" and {labels.Count - MostListed} more" : "");
}
