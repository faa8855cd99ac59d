using EdgeHost.Memory;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Captions;

namespace EdgeHost.Asking;

/// <summary>
/// What one plan recalls: the memory's things under the indices that the plan knows them by, and what is remembered of them. A thing keeps
/// its index while the plan runs. One plan at a time.
/// </summary>
/// <param name="camera">That is asked; where another one saw it, that is said. Null: never.</param>
/// <param name="isSimulated">Whether the camera that is asked is: the other kind's memories are no answers.</param>
internal sealed class Recollections(SceneMemory memory, string? camera, bool isSimulated)
{
    private readonly List<RememberedTrack> _things = [];
    private readonly Dictionary<long, byte> _indices = [];

    public Sighting? LastSeen(string phrase) =>
        memory.LastSeen(phrase, isSimulated) is { } track ? new Sighting(track.LastAtS, PlaceOf(track)) : null;

    public ThingSet? SeenBetween(string phrase, double startS, double endS, int atMost)
    {
        if (memory.SeenBetween(phrase, isSimulated, startS, endS, Math.Min(atMost, ThingSet.Capacity)) is not { } tracks)
            return null;
        var seen = ThingSet.Empty;
        foreach (var track in tracks)
        {
            if (!_indices.TryGetValue(track.Id, out var index))
            {
                if (_things.Count == ThingSet.Capacity)
                    continue; // an earlier step of the plan took the room
                _indices[track.Id] = index = (byte)_things.Count;
                _things.Add(track);
            }
            seen = seen.With(new Thing(index));
        }
        return seen;
    }

    public long? CountCrossings(string phrase, string line, double startS, double endS) => memory.CountCrossings(phrase, line, isSimulated, startS, endS);

    public bool? Happened(string happening, double startS, double endS) => memory.Happened(happening, isSimulated, startS, endS);

    /// <summary>Whether a word is true of a remembered thing; null where nothing that is remembered tells.</summary>
    public bool? Is(Thing thing, string word)
    {
        var track = _things[thing.Index];
        if (track.Colour is not null && Choices.Colours(track.Label).Contains(word))
            return track.Colour == word;
        if (track.State is not null && Choices.States(track.Label).Contains(word))
            return track.State == word;
        var on = track.Last.Relation == "on" ? track.Last.Landmark : track.LookedOn;
        if (on is not null && (on == word || PlaceWords.Names.Contains(word)))
            return on == word;
        return Noun.Names(word, track.Label) ? true : null;
    }

    public EdgePlanner.Worlds.Reading? AttributeOf(Thing thing, AttributeKind attribute)
    {
        var track = _things[thing.Index];
        var word = attribute switch
        {
            AttributeKind.Class => track.Label,
            AttributeKind.Colour => track.Colour,
            AttributeKind.State => track.State,
            _ => null,
        };
        return word is null ? null : new EdgePlanner.Worlds.Reading(word);
    }

    public string Describe(Thing thing)
    {
        var track = _things[thing.Index];
        return Caption.Prompt(track.Label, track.Colour, track.State);
    }

    private string? PlaceOf(RememberedTrack track) => camera is null || track.Camera == camera ? track.Place : $"{(track.Place is { } place ? $"{place}, " : "")}before camera {track.Camera}";
}
