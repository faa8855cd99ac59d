using EdgeEngines.Tracking;

namespace EdgeHost.Evaluating;

/// <summary>
/// IDF1 (Ristani et al., "Performance Measures and a Data Set for Multi-Target, Multi-Camera Tracking", ECCV workshops 2016): in each film
/// one pairing of true objects with tracks for its whole length, the one with the fewest false and missed boxes; a box of a pair is
/// right where the two overlap by half or more and are of one class. Objects that are ignored in a frame, and boxes on such, are left
/// out of that frame.
/// </summary>
internal sealed class IdentityScore
{
    private readonly Assignment _pairing = new();

    public long TrueBoxes { get; private set; }

    public long TrackBoxes { get; private set; }

    /// <summary>Boxes that carry the right identity.</summary>
    public long Right { get; private set; }

    public double F1 => TrueBoxes + TrackBoxes == 0 ? 0 : 2.0 * Right / (TrueBoxes + TrackBoxes);

    public double Precision => TrackBoxes == 0 ? 0 : (double)Right / TrackBoxes;

    public double Recall => TrueBoxes == 0 ? 0 : (double)Right / TrueBoxes;

    public void Add(IReadOnlyList<FilmMoment> film)
    {
        Dictionary<(int Thing, int Track), int> together = [];
        Dictionary<int, int> things = [];
        Dictionary<long, int> tracks = [];
        foreach (var moment in film)
        {
            foreach (var thing in moment.Truth.Where(t => !t.Ignored))
            {
                TrueBoxes++;
                things.TryAdd(thing.Track, things.Count);
            }
            for (var i = 0; i < moment.Found.Length; i++)
            {
                if (moment.Verdicts[i] == Verdict.Ignored)
                    continue;
                TrackBoxes++;
                tracks.TryAdd(moment.Found[i].Track, tracks.Count);
                Count(moment.Found[i], tracks[moment.Found[i].Track], moment.Truth, things, together);
            }
        }
        // The boxes that are not right are false or missed: the fewest of those are the most right ones.
        _pairing.Begin(things.Count, tracks.Count);
        foreach (var (pair, frames) in together)
            _pairing.Offer(pair.Thing, pair.Track, frames);
        _pairing.Solve();
        for (var thing = 0; thing < things.Count; thing++)
        {
            if (_pairing.ColumnOf(thing) is var track && track >= 0)
                Right += together[(thing, track)];
        }
    }

    private static void Count(in FoundBox found, int track, TruthBox[] truth, Dictionary<int, int> things, Dictionary<(int Thing, int Track), int> together)
    {
        foreach (ref readonly var thing in truth.AsSpan())
        {
            if (thing.Ignored || thing.Class != found.Class || thing.BoxInSource.Overlap(found.BoxInSource) < FrameMatch.LeastOverlap)
                continue;
            var pair = (things[thing.Track], track);
            together[pair] = together.GetValueOrDefault(pair) + 1;
        }
    }
}
