namespace EdgeWorld;

/// <summary>The one list of what the world's truth names and detectors are trained on. Their order is the label order.</summary>
public static class WorldClasses
{
    private static readonly string[] s_names =
    [
        "car", "truck", "bus", "motorcycle", "bicycle", "person", "dog", "traffic light", "stop sign", "cone", "door", "bench", "steps",
        "keys", "cup", "phone", "bag",
    ];

    public static IReadOnlyList<string> Names => s_names;

    /// <summary>Index of a class name; an unknown name is refused with the list of the known ones.</summary>
    public static int IndexOf(string name)
    {
        var index = Array.IndexOf(s_names, name);
        return index >= 0 ? index : throw new WorldException($"class '{name}' is not one of the world's: {string.Join(", ", s_names)}");
    }

    /// <summary>Name of the class of a detected actor, or null for scenery.</summary>
    internal static string? NameOf(Actors.ActorKind kind) => (int)kind < s_names.Length ? s_names[(int)kind] : null;
}
