using EdgeEngines.Detecting;
using EdgePlanner.Values;

namespace EdgePlanner.Worlds;

/// <summary>
/// What the tools look at: a live scene, the truth of the street world, a CLEVR scene. A world shows at most 64 things in the picture (the
/// best seen ones, where there are more) and at most 64 remembered ones; a <see cref="Thing"/> is an index into the list that the value's type
/// names (<see cref="PlanType.Boxes"/>, <see cref="PlanType.Tracks"/>). A thing keeps its index while one plan runs; looking for a phrase may
/// add things. Nothing here throws for what cannot be said: that is null, or <see cref="Split.Unknown"/>. A call that an engine answers takes
/// the token and ends soon after it is cancelled. One plan at a time uses a world.
/// </summary>
public interface IWorld
{
    /// <summary>Width and height in pixels.</summary>
    (int Width, int Height) Picture { get; }

    /// <summary>The time of the picture, Unix seconds.</summary>
    double NowS { get; }

    /// <summary>Things in the picture that a phrase names: a class, its plural, a kind of classes ("vehicle"), everything ("thing"), or any
    /// words where an open-vocabulary detector is there. At most <paramref name="atMost"/>, the surest ones.</summary>
    ThingSet Find(string phrase, int atMost, CancellationToken cancellation);

    /// <summary>Why this world never finds what a noun names ("it finds car, bus and person"); null where it could, be there one now or not.</summary>
    string? CannotFind(string noun) => null;

    /// <summary>How sure the world is that the thing is what it was found as, 0 to 1.</summary>
    float ScoreOf(Thing thing);

    /// <summary>In the picture's pixels.</summary>
    Box BoxOf(Thing thing);

    /// <summary>Those of a set that a word is true of: a colour, a size, a shape, a material, a state, a place, what goes along.</summary>
    /// <param name="type">Whether the set is of things in the picture or of remembered ones.</param>
    Split Where(ThingSet things, PlanType type, string word, CancellationToken cancellation);

    /// <summary>What the attribute of a thing is; null where it cannot be told or has none.</summary>
    Reading? AttributeOf(Thing thing, PlanType type, AttributeKind attribute, CancellationToken cancellation);

    /// <summary>Those of a set that stand in a relation to another thing, as seen from the camera.</summary>
    Split Related(ThingSet things, Relation relation, Thing other);

    /// <summary>Where a thing stands; null without the camera's geometry.</summary>
    GroundPlace? GroundOf(Thing thing);

    /// <summary>How a thing moves; null where it has not been followed for long enough.</summary>
    Motion? MotionOf(Thing thing);

    /// <summary>Speed of the camera's own carrier over ground, metres per second.</summary>
    Measured? EgoSpeed { get; }

    /// <summary>Things on a lane as the carrier drives: own, left or right.</summary>
    Split OnLane(ThingSet things, string lane);

    /// <summary>Text that is read on a thing, lines joined by blanks; empty where there is none, null without an engine for it.</summary>
    Reading? ReadText(Thing thing, CancellationToken cancellation);

    /// <summary>Those of a set whose picture a phrase describes.</summary>
    Split Matching(ThingSet things, string phrase, CancellationToken cancellation);

    /// <summary>A few words for a thing: "a red car".</summary>
    string Describe(Thing thing, PlanType type);

    /// <summary>Where and when a thing of that name was last seen.</summary>
    Sighting? LastSeen(string phrase);

    /// <summary>Remembered things of that name seen between two moments (Unix seconds); null where nothing is remembered of that time.</summary>
    ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost);

    /// <summary>How often things of that name crossed a line that the camera's settings name; null for a line that is not there.</summary>
    long? CountCrossings(string phrase, string line, double startS, double endS);

    /// <summary>Whether an event of that kind was noticed in a span of time; null where nobody watched for it.</summary>
    bool? Happened(string happening, double startS, double endS);
}
