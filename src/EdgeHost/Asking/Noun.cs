namespace EdgeHost.Asking;

/// <summary>Whether a word for things means a detector's label: itself, its plural, or a kind of kinds.</summary>
internal static class Noun
{
    private static readonly string[] s_vehicles = ["car", "truck", "bus", "motorcycle", "bicycle"];

    public static bool Names(string phrase, string label)
    {
        var word = phrase.Trim();
        return Is(word, label) || (word is "person" or "people" or "pedestrian" or "pedestrians" && label == "person")
            || (Is(word, "vehicle") && Array.IndexOf(s_vehicles, label) >= 0) || Is(word, "thing") || Is(word, "object");
    }

    private static bool Is(string word, string label) =>
        string.Equals(word, label, StringComparison.OrdinalIgnoreCase)
        || (word.Length > label.Length && word.StartsWith(label, StringComparison.OrdinalIgnoreCase) && word[label.Length..] is "s" or "es");
}
