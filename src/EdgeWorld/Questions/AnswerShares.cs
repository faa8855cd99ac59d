using EdgePlanner.Values;

namespace EdgeWorld.Questions;

/// <summary>
/// Which answers a family of questions has had. The rarest is wanted next, so that in no family one answer is right most of the time; measures
/// differ anyway. "It cannot be told" comes at most once in eight.
/// </summary>
internal sealed class AnswerShares
{
    private const int KnownForAnUnknown = 7;

    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);

    public int Total { get; private set; }

    /// <summary>How often the answer was given; the fewer, the more it is wanted. Null where it was given too often.</summary>
    public int? Wanted(in Value answer)
    {
        var count = _given.GetValueOrDefault(KeyOf(answer));
        return !answer.IsKnown && count * (KnownForAnUnknown + 1) > Total - KnownForAnUnknown ? null : count;
    }

    public void Count(in Value answer)
    {
        var key = KeyOf(answer);
        _given[key] = _given.GetValueOrDefault(key) + 1;
        Total++;
    }

    private static string KeyOf(in Value answer) => !answer.IsKnown ? "unknown"
        : answer.Type is PlanType.Metres or PlanType.MetresPerSecond ? (answer.Number < 0.5 ? "none" : "some")
        : answer.ToString();
}
