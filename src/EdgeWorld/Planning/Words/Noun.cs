namespace EdgeWorld.Planning.Words;

/// <summary>A name for things of a class.</summary>
/// <param name="Name">What a plan says: the class, or the word itself where it is copied.</param>
/// <param name="Class">One of <see cref="WorldClasses.Names"/>, "vehicle" or "thing".</param>
/// <param name="Counter">What Japanese counts them with.</param>
/// <param name="Lives">います rather than あります.</param>
/// <param name="IsCopied">The plan has the word as it was asked: no list of classes holds it.</param>
/// <param name="IsNew">Never in training.</param>
internal sealed record Noun(
    string Name, string Class, bool Outdoors, bool Indoors, IReadOnlyList<(string One, string Many)> English, IReadOnlyList<string> Japanese, string Counter, bool Lives, bool IsCopied,
    bool IsNew)
{
    public bool IsVehicle => Class is "car" or "truck" or "bus" or "motorcycle" or "bicycle" or "vehicle";

    /// <summary>Spoken of as several even where there is one.</summary>
    public bool IsPlural => Class is "keys" or "steps";
}

/// <summary>What is said of things, and the word that a plan has for it.</summary>
/// <param name="Kinds">Classes that it is said of.</param>
/// <param name="Before">"red"; empty where it only stands behind.</param>
/// <param name="Behind">"in red", "that {is} parked".</param>
/// <param name="Japanese">As it stands in front of a noun.</param>
internal sealed record Describing(
    string Word, IReadOnlyList<string> Kinds, IReadOnlyList<string> Before, IReadOnlyList<string> Behind, IReadOnlyList<string> Japanese, bool IsColour, bool IsNew);

/// <summary>A text that a plan takes over from the question.</summary>
internal sealed record Named(string What, string Text, bool IsJapanese, bool IsNew);
