using EdgeEngines.Detecting;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Numerics;
using EdgeWorld.Scenes;
using EdgeWorld.Streets;

namespace EdgeWorld.Oracle;

/// <summary>
/// The street world's truth as a world for plans: every tool answers from the scene graph, exactly and in microseconds. Objects that do not
/// count (<see cref="SceneObject.Ignored"/>) are not there. Things are in the order of their size in the picture, so that a cap keeps the
/// best seen. With earlier graphs of the same run it remembers too.
/// </summary>
public sealed class OracleWorld : IWorld
{
    private readonly SceneGraph _graph;
    private readonly DescribedThings _things;
    private readonly Box[] _boxesInImage;
    private readonly GroundPlace[] _places;
    private readonly OracleMemory _memory;

    /// <param name="past">Earlier graphs, oldest first; what is remembered.</param>
    /// <param name="lines">Upright lines that are watched, by name: where they stand, as a share of the picture's width.</param>
    public OracleWorld(SceneGraph graph, IReadOnlyList<SceneGraph>? past = null, IReadOnlyDictionary<string, double>? lines = null)
    {
        _graph = graph;
        SceneObject[] counted =
        [
            .. graph.Objects.Where(thing => !thing.Ignored).OrderByDescending(thing => BoxOf(thing).Area).ThenBy(thing => thing.TrackId)
                .Take(ThingSet.Capacity),
        ];
        _things = new(counted);
        _boxesInImage = Array.ConvertAll(counted, BoxOf);
        _places = Array.ConvertAll(counted, PlaceOf);
        _memory = new(graph, past ?? [], lines);
    }

    public (int Width, int Height) Picture => (_graph.Width, _graph.Height);

    public double NowS => _graph.TimeS;

    public Measured? EgoSpeed => new Measured(_graph.Ego.SpeedMps);

    /// <summary>The track behind a thing of the picture.</summary>
    public int TrackOf(Thing thing) => _things[thing].TrackId;

    public ThingSet Find(string phrase, int atMost, CancellationToken cancellation)
    {
        var found = _things.Named(phrase);
        while (found.Count > atMost)
            found = new(found.Bits & ~(1UL << (63 - System.Numerics.BitOperations.LeadingZeroCount(found.Bits))));
        return found;
    }

    public string? CannotFind(string noun) => Nouns.ClassesOf(noun) == 0 ? $"this world has {string.Join(", ", WorldClasses.Names)}" : null;

    public float ScoreOf(Thing thing) => 1;

    public Box BoxOf(Thing thing) => _boxesInImage[thing.Index];

    public Split Where(ThingSet things, PlanType type, string word, CancellationToken cancellation) => Of(type).Where(things, word);

    public Reading? AttributeOf(Thing thing, PlanType type, AttributeKind attribute, CancellationToken cancellation) =>
        Of(type).AttributeOf(thing, attribute);

    public Split Related(ThingSet things, Relation relation, Thing other)
    {
        var yes = ThingSet.Empty;
        foreach (var thing in things)
        {
            if (PictureRelations.Holds(relation, _boxesInImage[thing.Index], _places[thing.Index], _boxesInImage[other.Index], _places[other.Index]))
                yes = yes.With(thing);
        }
        return new(yes, default);
    }

    public GroundPlace? GroundOf(Thing thing) => _places[thing.Index];

    public Motion? MotionOf(Thing thing)
    {
        var (velocity, ego) = (_things[thing].VelocityMps, _graph.Ego.VelocityMps);
        var (x, y) = (_things[thing].PositionM[0] - _graph.Camera.PositionM[0], _things[thing].PositionM[1] - _graph.Camera.PositionM[1]);
        var metres = Math.Sqrt((x * x) + (y * y));
        var closing = metres > 0 ? -((x * (velocity[0] - ego[0])) + (y * (velocity[1] - ego[1]))) / metres : 0;
        return new(Math.Sqrt((velocity[0] * velocity[0]) + (velocity[1] * velocity[1])), closing);
    }

    /// <summary>Lanes are parallel to where a vehicle's camera looks, its own in the middle; only what stands on the road is on one.</summary>
    public Split OnLane(ThingSet things, string lane)
    {
        if (_graph.View != "vehicle")
            return Split.UnknownFor(things);
        var middle = lane switch { "left" => -StreetLayout.LaneWidth, "right" => StreetLayout.LaneWidth, _ => 0 };
        var yes = ThingSet.Empty;
        foreach (var thing in things)
        {
            var onRoad = _things[thing].Attributes.Place is "road" or "crossing";
            if (onRoad && Math.Abs(_places[thing.Index].RightM - middle) <= StreetLayout.LaneWidth / 2)
                yes = yes.With(thing);
        }
        return new(yes, default);
    }

    public Reading? ReadText(Thing thing, CancellationToken cancellation) => new Reading(_things[thing].Class == "stop sign" ? "STOP" : "");

    public Split Matching(ThingSet things, string phrase, CancellationToken cancellation) => _things.Matching(things, phrase);

    public string Describe(Thing thing, PlanType type) => Captions.Caption.Short(Of(type)[thing]);

    public Sighting? LastSeen(string phrase) => _memory.LastSeen(phrase);

    public ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost) => _memory.SeenBetween(phrase, startS, endS, atMost);

    /// <summary>The street world's cameras have no lines but those that were given.</summary>
    public long? CountCrossings(string phrase, string line, double startS, double endS) => _memory.CountCrossings(phrase, line, startS, endS);

    public bool? Happened(string happening, double startS, double endS) => _memory.Happened(happening, startS, endS);

    private DescribedThings Of(PlanType type) => type == PlanType.Tracks ? _memory.Things : _things;

    private static Box BoxOf(SceneObject thing) => new((float)thing.Box[0], (float)thing.Box[1], (float)thing.Box[2], (float)thing.Box[3]);

    /// <summary>The footprint's middle, seen from above the camera.</summary>
    private GroundPlace PlaceOf(SceneObject thing)
    {
        var (x, y) = (thing.PositionM[0] - _graph.Camera.PositionM[0], thing.PositionM[1] - _graph.Camera.PositionM[1]);
        var heading = Trigonometry.Radians(_graph.Camera.HeadingDeg);
        var (sin, cos) = (Trigonometry.Sin(heading), Trigonometry.Cos(heading));
        return new((x * cos) - (y * sin), (x * sin) + (y * cos));
    }
}
