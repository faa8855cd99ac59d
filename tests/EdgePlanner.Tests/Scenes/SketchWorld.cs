using EdgeEngines.Detecting;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tests.Scenes;

/// <summary>A scene written down by hand: plain loops over a list, nothing clever, so that what tools make of it can be checked by eye.</summary>
internal class SketchWorld(params IReadOnlyList<SketchThing> things) : IWorld
{
    public IReadOnlyList<SketchThing> Things { get; } = things;

    public IReadOnlyList<SketchThing> Remembered { get; init; } = [];

    public Measured? EgoSpeed { get; init; }

    public Dictionary<string, Sighting> Sightings { get; } = [];

    public Dictionary<string, double> Happenings { get; } = [];

    public Dictionary<string, double[]> Crossings { get; } = [];

    public (int Width, int Height) Picture => (640, 480);

    public double NowS => 1000;

    public virtual ThingSet Find(string phrase, int atMost, CancellationToken cancellation)
    {
        var found = ThingSet.Empty;
        for (var i = 0; i < Things.Count && found.Count < atMost; i++)
        {
            if (phrase is "thing" || Things[i].Class == phrase || Things[i].Class + "s" == phrase)
                found = found.With(new((byte)i));
        }
        return found;
    }

    /// <summary>Null: whatever there may be.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    public string? CannotFind(string noun) => Kinds is null || Kinds.Contains(noun) ? null : $"it finds {string.Join(", ", Kinds)}";

    public float ScoreOf(Thing thing) => Things[thing.Index].Score;

    public Box BoxOf(Thing thing) => Things[thing.Index].Box;

    public virtual Split Where(ThingSet things, PlanType type, string word, CancellationToken cancellation) => Divide(things, type, thing =>
    {
        string?[] attributes = [thing.Class, thing.Colour, thing.Size, thing.Shape, thing.Material, thing.State];
        return attributes.Contains(word) ? true : attributes.Contains(null) ? null : false;
    });

    public Reading? AttributeOf(Thing thing, PlanType type, AttributeKind attribute, CancellationToken cancellation) =>
        List(type)[thing.Index][attribute] is { Length: > 0 } text ? new Reading(text, 0.9f) : null;

    public Split Related(ThingSet things, Relation relation, Thing other) => Divide(things, PlanType.Boxes, thing =>
        PictureRelations.Holds(relation, thing.Box, thing.Place, Things[other.Index].Box, Things[other.Index].Place));

    public GroundPlace? GroundOf(Thing thing) => Things[thing.Index].Place;

    public Motion? MotionOf(Thing thing) => Things[thing.Index].Motion;

    public Split OnLane(ThingSet things, string lane) => Divide(things, PlanType.Boxes, thing => thing.Lane is null ? null : thing.Lane == lane);

    public Reading? ReadText(Thing thing, CancellationToken cancellation) => Things[thing.Index].Text is { } text ? new Reading(text, 0.8f) : null;

    public Split Matching(ThingSet things, string phrase, CancellationToken cancellation) => Divide(things, PlanType.Boxes, thing =>
        thing.Colour is null ? null : phrase.Contains(thing.Colour, StringComparison.Ordinal) && phrase.Contains(thing.Class, StringComparison.Ordinal));

    public string Describe(Thing thing, PlanType type) => $"a {List(type)[thing.Index].Colour} {List(type)[thing.Index].Class}".Replace("  ", " ", StringComparison.Ordinal);

    public Sighting? LastSeen(string phrase) => Sightings.TryGetValue(phrase, out var sighting) ? sighting : null;

    public ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost)
    {
        if (startS < 0)
            return null;
        var found = ThingSet.Empty;
        for (var i = 0; i < Remembered.Count && found.Count < atMost; i++)
        {
            if (Remembered[i].Class == phrase)
                found = found.With(new((byte)i));
        }
        return found;
    }

    public long? CountCrossings(string phrase, string line, double startS, double endS) =>
        Crossings.TryGetValue(line, out var times) ? times.Count(time => time >= startS && time <= endS) : null;

    public bool? Happened(string happening, double startS, double endS) =>
        Happenings.TryGetValue(happening, out var time) ? time >= startS && time <= endS : null;

    private IReadOnlyList<SketchThing> List(PlanType type) => type == PlanType.Tracks ? Remembered : Things;

    private Split Divide(ThingSet things, PlanType type, Func<SketchThing, bool?> question)
    {
        ThingSet yes = default, unknown = default;
        foreach (var thing in things)
        {
            switch (question(List(type)[thing.Index]))
            {
                case true:
                    yes = yes.With(thing);
                    break;
                case null:
                    unknown = unknown.With(thing);
                    break;
            }
        }
        return new(yes, unknown);
    }
}
