using EdgeWorld;
using EdgeWorld.Questions;

namespace EdgeHost.Rewards.Judging;

/// <summary>Questions whose answers, or whose right plans, somebody wrote down (<c>Rewards:Truths</c>).</summary>
internal sealed class KnownTruths
{
    private readonly Dictionary<string, List<StreetQuestion>> _byText = new(StringComparer.Ordinal);

    public static KnownTruths None { get; } = new();

    /// <exception cref="WorldException">The file holds something else; which line is said.</exception>
    public static KnownTruths Read(string path)
    {
        var truths = new KnownTruths();
        foreach (var question in QuestionLines.Read(path))
        {
            if (truths._byText.TryGetValue(Plain(question.Question), out var known))
                known.Add(question);
            else
                truths._byText[Plain(question.Question)] = [question];
        }
        return truths;
    }

    /// <summary>For this very frame of this film, where that is known; else for the question wherever it is asked.</summary>
    public (StreetQuestion? OfFrame, string? Plan) Find(string question, string? film, long? frame)
    {
        if (!_byText.TryGetValue(Plain(question), out var known))
            return (null, null);
        var ofFrame = film is null ? null : known.Find(one => one.Frame == frame && WorldOptions.Parse(one.Source).ToUri() == film);
        return (ofFrame, known.Find(one => one.Plan.Length > 0)?.Plan);
    }

    private static string Plain(string question) =>
        string.Join(' ', question.ToLowerInvariant().Split((char[])[' ', '\t', '\n', '\r', '?', '!', '.'], StringSplitOptions.RemoveEmptyEntries));
}
