using System.Collections.Frozen;

namespace EdgePlanner.Planning.Retrieval;

/// <summary>The words of questions, and what the tools call the same thing.</summary>
internal static class Lexicon
{
    private static readonly FrozenDictionary<string, string> s_nouns = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["car"] = "car", ["automobile"] = "car", ["truck"] = "truck", ["lorry"] = "truck", ["bus"] = "bus", ["motorcycle"] = "motorcycle",
        ["motorbike"] = "motorcycle", ["bicycle"] = "bicycle", ["bike"] = "bicycle", ["cyclist"] = "bicycle", ["person"] = "person",
        ["people"] = "person", ["pedestrian"] = "person", ["someone"] = "person", ["somebody"] = "person", ["anyone"] = "person",
        ["anybody"] = "person", ["man"] = "person", ["men"] = "person", ["woman"] = "person", ["women"] = "person", ["child"] = "person",
        ["children"] = "person", ["dog"] = "dog", ["traffic light"] = "traffic light", ["light"] = "traffic light",
        ["traffic signal"] = "traffic light", ["stop sign"] = "stop sign", ["sign"] = "stop sign", ["cone"] = "cone", ["traffic cone"] = "cone",
        ["door"] = "door", ["bench"] = "bench", ["step"] = "steps", ["steps"] = "steps", ["stair"] = "steps", ["stairs"] = "steps",
        ["key"] = "keys", ["keys"] = "keys", ["cup"] = "cup", ["mug"] = "cup", ["phone"] = "phone", ["bag"] = "bag", ["handbag"] = "bag",
        ["vehicle"] = "vehicle", ["thing"] = "thing", ["object"] = "thing",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_attributes = new HashSet<string>(StringComparer.Ordinal)
    {
        "white", "black", "grey", "red", "blue", "green", "yellow", "orange", "brown", "purple", "pink", "amber", "cyan", "gold",
        "open", "closed", "walking", "standing", "parked", "moving", "stopped", "large", "small", "on", "off",
        "metal", "rubber",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> s_sameAttribute = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["big"] = "large", ["tiny"] = "small", ["little"] = "small", ["driving"] = "moving", ["still"] = "stopped", ["shut"] = "closed", ["waiting"] = "standing",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_companions = new HashSet<string>(StringComparer.Ordinal) { "cane", "pram", "dog" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_places = new HashSet<string>(StringComparer.Ordinal) { "road", "crossing", "pavement", "table", "bench" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that give a sentence its form and mean nothing on their own: leaving one out or adding one changes little.</summary>
    private static readonly FrozenSet<string> s_small = new HashSet<string>(StringComparer.Ordinal)
    {
        "a", "the", "is", "there", "do", "of", "to", "in", "on", "at", "me", "i", "my", "you", "we", "us", "it", "can", "see", "please", "right", "now", "that", "this",
        "currently", "and", "tell", "be", "here", "visible", "have", "has", "picture", "image", "scene", "view", "many",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words that ask: never part of a noun that the lexicon does not know.</summary>
    private static readonly FrozenSet<string> s_asking = new HashSet<string>(StringComparer.Ordinal)
    {
        "how", "what", "where", "which", "who", "when", "why", "far", "fast", "nearer", "further", "than", "nearest", "furthest", "largest", "smallest",
        "leftmost", "rightmost", "count", "number", "colour", "left", "behind", "front", "between", "with", "metre", "foot", "second", "not", "no", "or",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What the exemplars do not ask for, but models may: states and shapes, and what events are called.</summary>
    private static readonly string[] s_onlyPlanned = ["ridden", "fallen", "medium", "cube", "sphere", "cylinder", "collision", "near miss", "fall"];

    /// <summary>What tools call things, what they may be, and where.</summary>
    public static IEnumerable<string> PlanWords => s_nouns.Values.Concat(s_attributes).Concat(s_companions).Concat(s_places).Concat(s_onlyPlanned).Distinct(StringComparer.Ordinal);

    public static string? Noun(string words)
    {
        if (s_nouns.TryGetValue(words, out var noun))
            return noun;
        foreach (var ending in (string[])["s", "es"])
        {
            if (words.EndsWith(ending, StringComparison.Ordinal) && s_nouns.TryGetValue(words[..^ending.Length], out noun))
                return noun;
        }
        return words.EndsWith("ies", StringComparison.Ordinal) && s_nouns.TryGetValue(words[..^3] + "y", out noun) ? noun : null;
    }

    /// <summary>In the tools' own word; null for what is no attribute.</summary>
    public static string? Attribute(string word) =>
        s_sameAttribute.TryGetValue(word, out var same) ? same : s_attributes.Contains(word) ? word : null;

    /// <summary>The tool that picks the one that is so among others.</summary>
    public static string? Superlative(string word) => word switch
    {
        "nearest" or "largest" or "smallest" or "leftmost" or "rightmost" => word,
        "furthest" => "farthest",
        _ => null,
    };

    public static bool IsCompanion(string word) => s_companions.Contains(word);

    public static bool IsPlace(string word) => s_places.Contains(word);

    public static bool IsSmall(string word) => s_small.Contains(word);

    public static bool Knows(string word) =>
        Noun(word) is not null || Attribute(word) is not null || IsCompanion(word) || IsPlace(word) || IsSmall(word) || s_asking.Contains(word) || Words.IsNumber(word);

    /// <summary>Whether a word that the lexicon does not know may name a thing.</summary>
    public static bool MayName(string word) => !IsSmall(word) && !s_asking.Contains(word) && Attribute(word) is null && !Words.IsNumber(word);

    public static string Singular(string word) =>
        word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
}
