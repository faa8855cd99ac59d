namespace EdgeEngines.Tests.Tracking;

/// <summary>IDF1 (Ristani et al. 2016) over frames of (true object, track that covers it or null): the share of boxes that carry the right
/// identity under the best one-to-one mapping of tracks to objects, found by trying every mapping.</summary>
internal sealed class IdentityScore(int objects)
{
    private readonly Dictionary<(int Object, long Track), int> _together = [];
    private readonly HashSet<long> _tracks = [];
    private int _trueBoxes;
    private int _trackBoxes;

    public int Tracks => _tracks.Count;

    public void AddTrueBox() => _trueBoxes++;

    public void AddTrackBox(long track, int? covered)
    {
        _tracks.Add(track);
        _trackBoxes++;
        if (covered is { } known)
            _together[(known, track)] = _together.GetValueOrDefault((known, track)) + 1;
    }

    public double F1 => 2.0 * Best(0, []) / (_trueBoxes + _trackBoxes);

    private int Best(int from, HashSet<long> used)
    {
        if (from == objects)
            return 0;
        var best = Best(from + 1, used);
        foreach (var track in _tracks)
        {
            if (_together.TryGetValue((from, track), out var shared) && used.Add(track))
            {
                best = Math.Max(best, shared + Best(from + 1, used));
                used.Remove(track);
            }
        }
        return best;
    }
}
