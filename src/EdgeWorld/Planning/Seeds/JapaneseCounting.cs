using EdgeWorld.Planning.Words;

namespace EdgeWorld.Planning.Seeds;

/// <summary>Other things are counted with another word, and what does not live ある instead of いる.</summary>
internal static class JapaneseCounting
{
    public static string For(string question, Noun before, Noun now)
    {
        var counted = question.Replace(AskedWith(before), AskedWith(now), StringComparison.Ordinal);
        return before.Lives == now.Lives ? counted
            : now.Lives ? counted.Replace("あります", "います", StringComparison.Ordinal)
            : counted.Replace("います", "あります", StringComparison.Ordinal);
    }

    private static string AskedWith(Noun noun) => noun.Counter == "つ" ? "いくつ" : $"何{noun.Counter}";
}
