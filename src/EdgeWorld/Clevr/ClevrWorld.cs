using EdgeEngines.Detecting;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgeWorld.Clevr;

/// <summary>
/// A CLEVR scene as the tools see it. Left, right, front and behind are the scene's own relations, never worked out from places. What a still
/// scene does not say (motion, memory, metres, text) is unknown.
/// </summary>
internal sealed class ClevrWorld(ClevrScene scene) : IWorld
{
    private readonly ThingSet _all = ThingSet.FirstOf(scene.Objects.Length);
    private readonly ThingSet[] _leftOf = Masks(scene, "left");
    private readonly ThingSet[] _rightOf = Masks(scene, "right");
    private readonly ThingSet[] _inFrontOf = Masks(scene, "front");
    private readonly ThingSet[] _behind = Masks(scene, "behind");

    // The size of the published pictures.
    public (int Width, int Height) Picture => (480, 320);

    public double NowS => 0;

    public Measured? EgoSpeed => null;

    public ThingSet Find(string phrase, int atMost, CancellationToken cancellation)
    {
        var kind = phrase.EndsWith('s') ? phrase[..^1] : phrase;
        var found = ThingSet.Empty;
        foreach (var thing in _all)
        {
            if (found.Count < atMost && (kind is "thing" or "object" || scene.Objects[thing.Index].Shape == kind))
                found = found.With(thing);
        }
        return found;
    }

    public float ScoreOf(Thing thing) => 1;

    /// <summary>Without extent: the scenes tell the middle of an object and no more.</summary>
    public Box BoxOf(Thing thing)
    {
        var at = scene.Objects[thing.Index].PixelCoords;
        return new((float)at[0], (float)at[1], (float)at[0], (float)at[1]);
    }

    public Split Where(ThingSet things, PlanType type, string word, CancellationToken cancellation)
    {
        var yes = ThingSet.Empty;
        foreach (var thing in things)
        {
            var seen = scene.Objects[thing.Index];
            if (seen.Color == word || seen.Size == word || seen.Material == word || seen.Shape == word)
                yes = yes.With(thing);
        }
        return new(yes, default);
    }

    public Reading? AttributeOf(Thing thing, PlanType type, AttributeKind attribute, CancellationToken cancellation)
    {
        var seen = scene.Objects[thing.Index];
        return attribute switch
        {
            AttributeKind.Colour => new(seen.Color),
            AttributeKind.Size => new(seen.Size),
            AttributeKind.Material => new(seen.Material),
            AttributeKind.Shape or AttributeKind.Class => new(seen.Shape),
            _ => null,
        };
    }

    public Split Related(ThingSet things, Relation relation, Thing other) => relation switch
    {
        Relation.LeftOf => new(things & _leftOf[other.Index], default),
        Relation.RightOf => new(things & _rightOf[other.Index], default),
        Relation.InFrontOf => new(things & _inFrontOf[other.Index], default),
        Relation.Behind => new(things & _behind[other.Index], default),
        _ => Split.UnknownFor(things),
    };

    public GroundPlace? GroundOf(Thing thing) => null;

    public Motion? MotionOf(Thing thing) => null;

    public Split OnLane(ThingSet things, string lane) => Split.UnknownFor(things);

    public Reading? ReadText(Thing thing, CancellationToken cancellation) => null;

    public Split Matching(ThingSet things, string phrase, CancellationToken cancellation) => Split.UnknownFor(things);

    public string Describe(Thing thing, PlanType type)
    {
        var seen = scene.Objects[thing.Index];
        return $"a {seen.Size} {seen.Color} {seen.Material} {seen.Shape}";
    }

    public Sighting? LastSeen(string phrase) => null;

    public ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost) => null;

    public long? CountCrossings(string phrase, string line, double startS, double endS) => null;

    public bool? Happened(string happening, double startS, double endS) => null;

    private static ThingSet[] Masks(ClevrScene scene, string relationship) =>
        [.. scene.Relationships[relationship].Select(others => others.Aggregate(ThingSet.Empty, (set, other) => set.With(new((byte)other))))];
}
