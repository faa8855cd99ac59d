using System.Globalization;
using System.Text;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>
/// What a question puts into a planner's mouth: texts (<see cref="QuestionPhrases"/>) and numbers (<see cref="QuestionNumbers"/>), each number in the unit of the place where it may stand:
/// <code>
///  did at least 3 cars pass in the last ten minutes?    Int: 0 1 2 3      Seconds: 600      Metres: any, for it says none
/// </code>
/// </summary>
internal sealed class QuestionWords
{
    /// <summary>That a plan may need though nobody says them: is there <i>only one</i>, is there <i>any</i>.</summary>
    private static readonly double[] s_counts = [0, 1, 2];

    private static readonly double[] s_hours = [.. Enumerable.Range(1, 12)];

    private readonly List<SaidNumber> _numbers;
    private readonly Dictionary<PlanType, ByteTrie?> _tries = [];

    private QuestionWords(string question) =>
        (Texts, _numbers) = (new ByteTrie(QuestionPhrases.TextsOf(question).Select(Encoding.UTF8.GetBytes)), [.. QuestionNumbers.In(question)]);

    public ByteTrie Texts { get; }

    public static QuestionWords Of(string question) => new(question);

    /// <summary>The numbers that may stand where one of this type does; null for any, where the question says none of its kind.</summary>
    public ByteTrie? NumbersAs(PlanType type)
    {
        if (!_tries.TryGetValue(type, out var trie))
            _tries[type] = trie = Written(type) is { } numbers ? new ByteTrie(numbers.Select(Encoding.ASCII.GetBytes)) : null;
        return trie;
    }

    /// <inheritdoc cref="NumbersAs"/>
    public IReadOnlyList<string>? Written(PlanType type)
    {
        // "At least 3 in the last minute": 3 is no time where the question says one.
        var unit = _numbers.Exists(number => number.Unit == type) ? type : PlanType.None;
        var said = _numbers.Where(number => number.Unit == unit).Select(number => number.Value);
        var numbers = type switch
        {
            PlanType.Int => said.Concat(s_counts).Where(double.IsInteger),
            PlanType.Clock => s_hours,
            _ => said,
        };
        string[] written = [.. numbers.Select(number => number.ToString("0.##", CultureInfo.InvariantCulture)).Distinct().Order(StringComparer.Ordinal)];
        return written.Length == 0 ? null : written;
    }
}
