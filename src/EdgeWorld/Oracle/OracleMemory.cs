using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Scenes;

namespace EdgeWorld.Oracle;

/// <summary>What earlier graphs of a run, and the one of now, leave to remember: the last sight of each track, and what happened.</summary>
internal sealed class OracleMemory
{
    private static readonly string[] s_happenings = ["collision", "near_miss"];

    private readonly SceneGraph _now;
    private readonly SceneObject[] _last;
    private readonly List<double>[] _timesS;
    private readonly double _sinceS;
    private readonly IReadOnlyDictionary<string, double>? _lines;
    private readonly List<double>[] _middlesX;

    public OracleMemory(SceneGraph now, IReadOnlyList<SceneGraph> past, IReadOnlyDictionary<string, double>? lines)
    {
        (_now, _lines) = (now, lines);
        _sinceS = past.Count > 0 ? past[0].TimeS : now.TimeS;
        var last = new Dictionary<int, (SceneObject Thing, List<double> Times, List<double> MiddlesX)>();
        foreach (var graph in past.Append(now))
        {
            foreach (var thing in graph.Objects.Where(thing => !thing.Ignored))
            {
                var (times, middles) = last.TryGetValue(thing.TrackId, out var known) ? (known.Times, known.MiddlesX) : ([], []);
                times.Add(graph.TimeS);
                middles.Add((thing.Box[0] + thing.Box[2]) / 2 / graph.Width);
                last[thing.TrackId] = (thing, times, middles);
            }
        }
        // The latest seen, where there are more than a set holds.
        var kept = last.Values.OrderByDescending(track => track.Times[^1]).ThenBy(track => track.Thing.TrackId).Take(ThingSet.Capacity).ToArray();
        _last = Array.ConvertAll(kept, track => track.Thing);
        _timesS = Array.ConvertAll(kept, track => track.Times);
        _middlesX = Array.ConvertAll(kept, track => track.MiddlesX);
        Things = new(_last);
    }

    public DescribedThings Things { get; }

    public Sighting? LastSeen(string phrase)
    {
        Sighting? latest = null;
        foreach (var thing in Things.Named(phrase))
        {
            var atS = _timesS[thing.Index][^1];
            if (!(latest?.AtS >= atS))
                latest = new(atS, Words(Things[thing].Attributes.Place));
        }
        return latest;
    }

    public ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost)
    {
        if (endS < _sinceS || startS > _now.TimeS)
            return null;
        var seen = ThingSet.Empty;
        foreach (var thing in Things.Named(phrase))
        {
            if (seen.Count < atMost && _timesS[thing.Index].Exists(time => time >= startS && time <= endS))
                seen = seen.With(thing);
        }
        return seen;
    }

    /// <summary>A thing crosses where its middle is on one side and, when it is seen next, on the other.</summary>
    public long? CountCrossings(string phrase, string line, double startS, double endS)
    {
        if (_lines is null || !_lines.TryGetValue(line, out var at) || endS < _sinceS || startS > _now.TimeS)
            return null;
        var crossings = 0L;
        foreach (var thing in Things.Named(phrase))
        {
            var (times, middles) = (_timesS[thing.Index], _middlesX[thing.Index]);
            for (var i = 1; i < times.Count; i++)
                crossings += times[i] >= startS && times[i] <= endS && middles[i - 1] < at != middles[i] < at ? 1 : 0;
        }
        return crossings;
    }

    /// <summary>Collisions and near misses are labelled for the whole run; of anything else nobody can tell.</summary>
    public bool? Happened(string happening, double startS, double endS)
    {
        var kind = happening.Replace(' ', '_');
        if (!s_happenings.Contains(kind) || startS > _now.TimeS)
            return null;
        // What is still to come has not happened.
        return _now.Labels.Any(label => label.Kind == kind && label.MomentS >= startS && label.MomentS <= Math.Min(endS, _now.TimeS));
    }

    private static string? Words(string? place) => place switch
    {
        null => null,
        "indoors" => place,
        _ => $"on the {place}",
    };
}
