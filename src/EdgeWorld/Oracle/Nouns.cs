using System.Collections.Frozen;

namespace EdgeWorld.Oracle;

/// <summary>What people call the world's classes, as masks over <see cref="WorldClasses.Names"/>.</summary>
internal static class Nouns
{
    private static readonly FrozenDictionary<string, uint> s_masks = Build();

    /// <summary>Classes that a noun means, singular or plural; 0 for a word that is none.</summary>
    public static uint ClassesOf(string phrase)
    {
        if (s_masks.TryGetValue(phrase, out var mask))
            return mask;
        var noun = phrase.AsSpan().Trim();
        foreach (var article in (ReadOnlySpan<string>)["a ", "an ", "the "])
        {
            if (noun.StartsWith(article, StringComparison.OrdinalIgnoreCase))
                noun = noun[article.Length..].TrimStart();
        }
        return s_masks.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(noun, out mask) ? mask : 0;
    }

    private static FrozenDictionary<string, uint> Build()
    {
        var masks = new Dictionary<string, uint>(StringComparer.OrdinalIgnoreCase);
        void Add(uint mask, params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
                masks[word] = mask;
        }
        uint Of(params ReadOnlySpan<string> classes)
        {
            var mask = 0u;
            foreach (var name in classes)
                mask |= 1u << WorldClasses.IndexOf(name);
            return mask;
        }
        foreach (var name in WorldClasses.Names)
            Add(Of(name), name, name.EndsWith('s') ? name : name + "s");
        Add(Of("bus"), "buses");
        Add(Of("bench"), "benches");
        Add(Of("truck"), "lorry", "lorries");
        Add(Of("motorcycle"), "motorbike", "motorbikes");
        Add(Of("bicycle"), "bike", "bikes");
        Add(Of("person"), "people", "pedestrian", "pedestrians");
        Add(Of("steps"), "step", "stairs", "staircase");
        Add(Of("keys"), "key");
        Add(Of("cup"), "mug", "mugs");
        Add(Of("cone"), "traffic cone", "traffic cones");
        Add(Of("car", "truck", "bus", "motorcycle", "bicycle"), "vehicle", "vehicles");
        Add(Of("dog"), "animal", "animals");
        // What only who compares words with pictures would know: no list of classes has them.
        Add(Of("motorcycle"), "moped", "mopeds", "scooter", "scooters");
        Add(Of("car"), "automobile", "automobiles", "taxi", "taxis", "sedan", "sedans", "cab", "cabs", "hatchback", "hatchbacks");
        Add(Of("bus"), "coach", "coaches", "omnibus", "omnibuses");
        Add(Of("truck"), "juggernaut", "juggernauts");
        Add(Of("bicycle"), "pushbike", "pushbikes", "two-wheeler", "two-wheelers", "tandem", "tandems");
        Add(Of("dog"), "puppy", "puppies", "hound", "hounds");
        Add(Of("person"), "walker", "walkers", "stranger", "strangers", "passer-by", "passers-by", "individual", "individuals");
        Add(Of("bag"), "handbag", "handbags", "rucksack", "rucksacks", "purse", "purses", "satchel", "satchels");
        Add(Of("cup"), "beaker", "beakers", "goblet", "goblets");
        Add(Of("phone"), "smartphone", "smartphones", "handset", "handsets");
        Add(Of("door"), "doorway", "doorways", "entryway", "entryways");
        Add(Of("cone"), "pylon", "pylons", "bollard", "bollards");
        Add(uint.MaxValue >> (32 - WorldClasses.Names.Count), "thing", "things", "object", "objects", "anything", "everything");
        return masks.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
