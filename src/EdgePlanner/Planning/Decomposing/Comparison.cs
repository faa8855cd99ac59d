using EdgePlanner.Planning.Retrieval;

namespace EdgePlanner.Planning.Decomposing;

/// <summary>
/// Questions that hold two answers against each other: <c>is {a} faster than {b}</c> is <c>how fast is {a}</c> and <c>how fast is {b}</c>,
/// compared.
/// </summary>
/// <param name="Before">Words before the first thing.</param>
/// <param name="Between">Words between the two.</param>
/// <param name="After">Words behind the second.</param>
/// <param name="Asks">What is asked of each, the thing behind it.</param>
internal sealed record Comparison(string[] Before, string[] Between, string[] After, string Asks, string Relation)
{
    private static readonly (string Word, string Relation)[] s_more =
        [("greater than", "greater"), ("larger than", "greater"), ("more than", "greater"), ("higher than", "greater"), ("less than", "less"), ("smaller than", "less"), ("lower than", "less"), ("equal to", "equal"), ("the same as", "equal")];

    private static readonly (string Quantity, string Asks)[] s_quantities =
        [("the number of", "how many"), ("the distance to", "how far is"), ("the speed of", "how fast is")];

    private static readonly Comparison[] s_all =
    [
        New("is", "nearer than", "", "how far is", "less"), New("is", "further than", "", "how far is", "greater"),
        New("is", "further away than", "", "how far is", "greater"), New("is", "nearer to me than", "", "how far is", "less"),
        New("is", "faster than", "", "how fast is", "greater"), New("is", "moving faster than", "", "how fast is", "greater"),
        New("is", "slower than", "", "how fast is", "less"), New("is", "as fast as", "", "how fast is", "equal"),
        New("is", "the same colour as", "", "what colour is", "equal"), New("is", "of the same colour as", "", "what colour is", "equal"),
        New("do", "have the same colour as", "", "what colour is", "equal"), New("is", "and", "the same colour", "what colour is", "equal"),
        New("do", "and", "have the same colour", "what colour is", "equal"), New("is", "a different colour than", "", "what colour is", "different"),
        New("is", "a different colour from", "", "what colour is", "different"),
        .. from quantity in s_quantities
           from more in s_more
           select New($"is {quantity.Quantity}", $"{more.Word} {quantity.Quantity}", "", quantity.Asks, more.Relation),
    ];

    /// <summary>Null where the question compares nothing that is known.</summary>
    public static SplitQuestion? Of(string question)
    {
        var words = Words.Of(question);
        // A longer one the planners would not understand either.
        return words.Length > 2 * Alignment.MostWords ? null : s_all.Select(comparison => comparison.Split(words)).FirstOrDefault(split => split is not null);
    }

    private SplitQuestion? Split(string[] words)
    {
        if (!words.AsSpan().StartsWith(Before) || !words.AsSpan().EndsWith(After) || words.Length < Before.Length + After.Length)
            return null;
        var rest = words.AsSpan()[Before.Length..^After.Length];
        for (var at = 1; at + Between.Length < rest.Length; at++)
        {
            // "is there a car nearer than …" asks for a car, not for a distance.
            if (rest[at..].StartsWith(Between))
                return rest[0] == "there" ? null : new SplitQuestion([Part(rest[..at]), Part(rest[(at + Between.Length)..])], Joint.Compare, Relation);
        }
        return null;
    }

    private string Part(ReadOnlySpan<string> thing) => $"{Asks} {string.Join(' ', thing.ToArray())}";

    private static Comparison New(string before, string between, string after, string asks, string relation) =>
        new(before.Split(' '), between.Split(' '), after.Length == 0 ? [] : after.Split(' '), asks, relation);
}
