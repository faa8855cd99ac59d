using EdgeWorld;
using EdgeWorld.Captions;

namespace EdgeHost.Asking;

/// <summary>What the encoders were taught that things are on, and how that is said.</summary>
internal static class PlaceWords
{
    public const string Indoors = "indoors";

    private static readonly string[] s_names = ["road", "crossing", "pavement", "table", "bench", Indoors];

    public static IReadOnlyList<string> Names => s_names;

    /// <summary>Not for what hangs on a wall or stands on a post, nor for kinds that the encoders were not taught.</summary>
    public static bool Fits(string label) => label is not ("door" or "traffic light" or "stop sign" or "steps" or "bench") && WorldClasses.Names.Contains(label);

    /// <summary>As the encoders' captions have it: "a cup on a table".</summary>
    public static string Text(string label, string place) => $"{Caption.Prompt(label, null, null)} {(place is "table" or "bench" ? $"on a {place}" : Phrase(place))}";

    /// <summary>As a person is told: "on the table".</summary>
    public static string Phrase(string place) => place == Indoors ? place : $"on the {place}";
}
