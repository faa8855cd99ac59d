using EdgeEngines.Detecting;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Captions;

namespace EdgeHost.Asking;

/// <summary>
/// The world as the engines see it, at one frame: the tracker's objects, metres from the camera's pose, colours and states from the encoders.
/// What no engine can tell is unknown. What was before, memory tells.
/// </summary>
/// <param name="looks">Null without encoders.</param>
/// <param name="pose">Null where the camera's geometry is not known.</param>
internal sealed partial class LiveWorld(
    List<SeenThing> things, (int Width, int Height) picture, double nowS, CropLooks? looks, CameraPose? pose, Measured? egoSpeed) : IPictureWorld
{
    /// <summary>A track younger than this has no velocity to speak of.</summary>
    private const int LeastHits = 8;

    /// <summary>Slower than this over ground stands: boxes shake.</summary>
    private const double StandingMps = 1;

    /// <summary>How much faster or slower the foot of a standing thing's box seems to move: an edge that is 1.5 pixels off, seen for half a second.</summary>
    private const double FootShakePxps = 3;

    private const float LeastFit = 0.5f;

    /// <summary>Of the share that the best word has among all: below it is a guess.</summary>
    private const float ClearShare = 0.6f;

    /// <summary>Null without a memory; its tools are not to be offered then.</summary>
    public Recollections? Past { get; init; }

    /// <summary>Null without an engine that reads; its tool is not to be offered then.</summary>
    public CropReader? Reader { get; init; }

    /// <summary>All that the detector finds; null where that is not known.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    public (int Width, int Height) Picture => picture;

    public double NowS => nowS;

    public Measured? EgoSpeed => egoSpeed;

    public ThingSet Find(string phrase, int atMost, CancellationToken cancellation)
    {
        var found = ThingSet.Empty;
        for (var i = 0; i < things.Count && found.Count < atMost; i++) // surest first
        {
            if (Noun.Names(phrase, things[i].Label))
                found = found.With(new Thing((byte)i));
        }
        return found;
    }

    public string? CannotFind(string noun) => Labels is null || Labels.Any(label => Noun.Names(noun, label)) ? null : $"it finds {Listed(Labels)}";

    public float ScoreOf(Thing thing) => things[thing.Index].Score;

    public Box BoxOf(Thing thing) => things[thing.Index].BoxInSource;

    public Split Where(ThingSet set, PlanType type, string word, CancellationToken cancellation)
    {
        var (yes, unknown, confidence) = (ThingSet.Empty, ThingSet.Empty, 1f);
        looks?.See(Worded(set, word), cancellation);
        foreach (var thing in set)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((type == PlanType.Tracks ? Recalled(thing, word) : Is(thing, word)) is not var (isTrue, sure))
            {
                unknown = unknown.With(thing);
                continue;
            }
            confidence = Math.Min(confidence, sure);
            if (isTrue)
                yes = yes.With(thing);
        }
        return new Split(yes, unknown, confidence);
    }

    public EdgePlanner.Worlds.Reading? AttributeOf(Thing thing, PlanType type, AttributeKind attribute, CancellationToken cancellation)
    {
        if (type == PlanType.Tracks)
            return Past?.AttributeOf(thing, attribute);
        var label = things[thing.Index].Label;
        switch (attribute)
        {
            case AttributeKind.Class:
                return new EdgePlanner.Worlds.Reading(label, ScoreOf(thing));
            case AttributeKind.Colour:
                return Chosen(thing, Choices.Colours(label), colour => Caption.Prompt(label, colour, null));
            case AttributeKind.State when Choices.States(label).Count > 0:
                return Chosen(thing, Choices.States(label), state => Caption.Prompt(label, null, state));
            case AttributeKind.State:
                return MotionOf(thing) is { } motion ? new EdgePlanner.Worlds.Reading(motion.SpeedMps > StandingMps + motion.UncertaintyMps ? "moving" : "stopped") : null;
            default:
                return null;
        }
    }

    public Split Related(ThingSet set, Relation relation, Thing other)
    {
        var yes = ThingSet.Empty;
        foreach (var thing in set)
        {
            if (PictureRelations.Holds(relation, BoxOf(thing), GroundOf(thing), BoxOf(other), GroundOf(other)))
                yes = yes.With(thing);
        }
        return new Split(yes, default);
    }

    public GroundPlace? GroundOf(Thing thing) => pose?.GroundOf(BoxOf(thing), picture.Width, picture.Height);

    /// <summary>From how the foot of the box moves over the ground; the carrier's own speed is taken off where it is known.</summary>
    public Motion? MotionOf(Thing thing)
    {
        var seen = things[thing.Index];
        if (seen.Hits < LeastHits || GroundOf(thing) is not { } now || MotionOf(seen, now, 0) is not var (speed, closing))
            return null;
        // A foot that shakes, and a distance that is off by a share makes the motion off by as much.
        var (faster, slower) = (MotionOf(seen, now, FootShakePxps), MotionOf(seen, now, -FootShakePxps));
        var shake = faster is null || slower is null ? Math.Abs(closing) : Math.Abs(faster.Value.ClosingMps - slower.Value.ClosingMps) / 2;
        return new Motion(speed, closing, shake + (Math.Abs(closing) * Math.Min(1, now.UncertaintyM / Math.Max(now.DistanceM, 1))));
    }

    private (double SpeedMps, double ClosingMps)? MotionOf(in SeenThing seen, GroundPlace now, double shakePxps)
    {
        const double span = 0.1;
        var box = seen.BoxInSource.MovedBy((float)(-seen.VelocityX * span), (float)(-(seen.VelocityY + shakePxps) * span));
        if (pose!.GroundOf(box, picture.Width, picture.Height) is not { } before)
            return null;
        var (right, ahead) = ((now.RightM - before.RightM) / span, (now.AheadM - before.AheadM) / span);
        var own = egoSpeed?.Value ?? 0;
        return (Math.Sqrt((right * right) + ((ahead + own) * (ahead + own))), (before.DistanceM - now.DistanceM) / span);
    }

    public Split OnLane(ThingSet set, string lane) => Split.UnknownFor(set);

    public EdgePlanner.Worlds.Reading? ReadText(Thing thing, CancellationToken cancellation) => Reader?.Read(BoxOf(thing), cancellation);

    public Split Matching(ThingSet set, string phrase, CancellationToken cancellation)
    {
        if (looks is null)
            return Split.UnknownFor(set);
        var (yes, confidence) = (ThingSet.Empty, 1f);
        looks.See(set, cancellation);
        foreach (var thing in set)
        {
            cancellation.ThrowIfCancellationRequested();
            var fit = looks.Fit(thing.Index, phrase);
            confidence = Math.Min(confidence, Math.Max(fit, 1 - fit));
            if (fit >= LeastFit)
                yes = yes.With(thing);
        }
        return new Split(yes, default, confidence);
    }

    public string Describe(Thing thing, PlanType type)
    {
        if (type == PlanType.Tracks)
            return Past?.Describe(thing) ?? "something";
        var label = things[thing.Index].Label;
        return Caption.Prompt(
            label, AttributeOf(thing, type, AttributeKind.Colour, default)?.Text,
            Choices.States(label).Count > 0 ? AttributeOf(thing, type, AttributeKind.State, default)?.Text : null);
    }

    /// <summary>What is in sight is seen now, wherever it was last written to be.</summary>
    public Sighting? LastSeen(string phrase)
    {
        var last = Past?.LastSeen(phrase);
        return Find(phrase, 1, default).IsEmpty ? last : new Sighting(nowS, PlaceNow(phrase) ?? last?.Place);
    }

    public ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost) => Past?.SeenBetween(phrase, startS, endS, atMost);

    public long? CountCrossings(string phrase, string line, double startS, double endS) => Past?.CountCrossings(phrase, line, startS, endS);

    public bool? Happened(string happening, double startS, double endS) => Past?.Happened(happening, startS, endS);

    private string? PlaceNow(string phrase)
    {
        var thing = Find(phrase, 1, default).First;
        var label = things[thing.Index].Label;
        if (looks is null || !PlaceWords.Fits(label))
            return null;
        var (best, share) = looks.Choose(thing.Index, [.. PlaceWords.Names.Select(place => PlaceWords.Text(label, place))]);
        return share >= ClearShare ? PlaceWords.Phrase(PlaceWords.Names[best]) : null;
    }

    private (bool IsTrue, float Sure)? Recalled(Thing thing, string word) => Past?.Is(thing, word) is { } isTrue ? (isTrue, 1) : null;

    /// <summary>Those of the things that must be looked at to tell whether the word is true of them.</summary>
    private ThingSet Worded(ThingSet set, string word)
    {
        var looked = ThingSet.Empty;
        foreach (var thing in set)
        {
            if (WordedQuestion.Of(things[thing.Index].Label, word) is not null)
                looked = looked.With(thing);
        }
        return looked;
    }

    /// <summary>Whether a word is true of a thing, and how sure that is; null where nothing here can tell.</summary>
    private (bool IsTrue, float Sure)? Is(Thing thing, string word)
    {
        var label = things[thing.Index].Label;
        if (looks is not null && WordedQuestion.Of(label, word) is { } texts)
        {
            var (best, share) = looks.Choose(thing.Index, texts);
            return (best == 0, share);
        }
        if (word is "moving" or "stopped")
            return MotionOf(thing) is { } motion ? ((motion.SpeedMps > StandingMps + motion.UncertaintyMps) == (word == "moving"), 1) : null;
        return null;
    }

    private EdgePlanner.Worlds.Reading? Chosen(Thing thing, IReadOnlyList<string> choices, Func<string, string> text)
    {
        if (looks is null || choices.Count == 0)
            return null;
        var (best, share) = looks.Choose(thing.Index, [.. choices.Select(text)]);
        return new EdgePlanner.Worlds.Reading(choices[best], share);
    }
}
