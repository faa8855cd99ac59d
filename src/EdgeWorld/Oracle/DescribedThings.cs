using System.Collections.Frozen;
using EdgePlanner.Values;
using EdgePlanner.Worlds;
using EdgeWorld.Actors;
using EdgeWorld.Captions;
using EdgeWorld.Scenes;

namespace EdgeWorld.Oracle;

/// <summary>Objects of the truth by the words that are true of them: a mask for each word, so that asking is one look-up.</summary>
internal sealed class DescribedThings
{
    /// <summary>Words that the truth has an opinion of; of any other word nobody can tell.</summary>
    private static readonly FrozenSet<string> s_known =
    [
        .. Paint.ClothesNames, "small", "medium", "large", "moving", "stopped", "parked", "standing", "walking", "fallen", "amber", "unseen", "open",
        "closed", "on", "off", "ridden", "cane", "pram", "dog", "road", "crossing", "pavement", "indoors", "table", .. WorldClasses.Names,
    ];

    private readonly SceneObject[] _objects;
    private readonly ThingSet[] _byClass = new ThingSet[WorldClasses.Names.Count];
    private readonly Dictionary<string, ThingSet> _byWord = new(StringComparer.OrdinalIgnoreCase);

    public DescribedThings(SceneObject[] objects)
    {
        _objects = objects;
        for (var i = 0; i < objects.Length; i++)
        {
            var (thing, attributes) = (new Thing((byte)i), objects[i].Attributes);
            var kind = WorldClasses.IndexOf(objects[i].Class);
            _byClass[kind] = _byClass[kind].With(thing);
            foreach (var word in (string?[])[attributes.Colour, attributes.Size, attributes.State, attributes.With, attributes.Place, objects[i].Class, Caption.VisibleState(objects[i])])
            {
                if (word is not null)
                    _byWord[word] = _byWord.GetValueOrDefault(word).With(thing);
            }
        }
    }

    public ThingSet All => ThingSet.FirstOf(_objects.Length);

    public SceneObject this[Thing thing] => _objects[thing.Index];

    /// <summary>Things of the classes that a phrase names. A phrase with anything but a noun names none.</summary>
    public ThingSet Named(string phrase)
    {
        var classes = Nouns.ClassesOf(phrase);
        var found = ThingSet.Empty;
        for (var i = 0; i < _byClass.Length; i++)
        {
            if ((classes >> i & 1) != 0)
                found |= _byClass[i];
        }
        return found;
    }

    /// <summary>Those that a word is true of.</summary>
    public Split Where(ThingSet things, string word)
    {
        if (_byWord.TryGetValue(word, out var yes))
            return new(things & yes, default);
        return word switch
        {
            "gray" => Where(things, "grey"),
            "big" => Where(things, "large"),
            "little" => Where(things, "small"),
            "crimson" or "scarlet" => Where(things, "red"),
            "navy" => Where(things, "blue"),
            "emerald" => Where(things, "green"),
            "violet" => Where(things, "purple"),
            "tan" => Where(things, "brown"),
            _ => s_known.Contains(word) || Nouns.ClassesOf(word) != 0 ? new(things & Named(word), default) : Split.UnknownFor(things),
        };
    }

    public Reading? AttributeOf(Thing thing, AttributeKind attribute)
    {
        var found = _objects[thing.Index];
        var text = attribute switch
        {
            AttributeKind.Colour => found.Attributes.Colour,
            AttributeKind.Size => found.Attributes.Size,
            AttributeKind.State => found.Attributes.State,
            AttributeKind.Class => found.Class,
            _ => null, // the truth of the street names no shapes and materials
        };
        return text is null ? null : new Reading(text);
    }

    /// <summary>Those of which every word of a phrase is true, small words left out.</summary>
    public Split Matching(ThingSet things, string phrase)
    {
        var left = things;
        foreach (var word in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "a" or "an" or "the" or "in" or "with" or "on" or "is" or "and" or "of")
                continue;
            var split = Where(left, word);
            if (split.Unknown == left && !left.IsEmpty)
                return Split.UnknownFor(things);
            left = split.Yes;
        }
        return new(left, default);
    }
}
