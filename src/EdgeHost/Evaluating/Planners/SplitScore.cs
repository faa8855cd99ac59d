namespace EdgeHost.Evaluating.Planners;

/// <summary>How one contender did on the questions of one split.</summary>
internal sealed class SplitScore
{
    private readonly Dictionary<string, (int Right, int Asked)> _kinds = new(StringComparer.Ordinal);
    private double _dearness;
    private int _priced;

    public int Asked { get; private set; }

    /// <summary>On all of a question's scenes.</summary>
    public int Right { get; private set; }

    /// <summary>Questions for which there was a plan, sound or not.</summary>
    public int Planned { get; private set; }

    /// <summary>Plans that check.</summary>
    public int Valid { get; private set; }

    public int Exact { get; private set; }

    public int Equivalent { get; private set; }

    /// <summary>Questions that have a reference to be equivalent to.</summary>
    public int Referenced { get; private set; }

    /// <summary>Right on the first scene, and yet another plan: on some random scene it says something else.</summary>
    public int ForTheWrongReason { get; private set; }

    /// <summary>Of those with a reference.</summary>
    public int RightOnTheFirst { get; private set; }

    public int FirstRight { get; private set; }

    public int Refused { get; private set; }

    public int Unanswerable { get; private set; }

    public int RefusedUnanswerable { get; private set; }

    /// <summary>No plan, or one that does not check: the next tier would be asked.</summary>
    public int WithoutPlan { get; private set; }

    /// <summary>The mean of the price over the reference's, of plans that are right.</summary>
    public double Dearness => _priced == 0 ? 0 : _dearness / _priced;

    public IReadOnlyDictionary<string, (int Right, int Asked)> Kinds => _kinds;

    public void Add(in QuestionScore score, string kind)
    {
        Asked++;
        Right += score.IsRight ? 1 : 0;
        Planned += score.HasPlan ? 1 : 0;
        Valid += score.IsValid ? 1 : 0;
        Exact += score.IsExact ? 1 : 0;
        Referenced += score.IsEquivalent is null ? 0 : 1;
        Equivalent += score.IsEquivalent == true ? 1 : 0;
        RightOnTheFirst += score.IsRightOnTheFirst && score.IsEquivalent is not null ? 1 : 0;
        FirstRight += score.IsRightOnTheFirst ? 1 : 0;
        ForTheWrongReason += score.IsRightOnTheFirst && score.IsEquivalent == false ? 1 : 0;
        Refused += score.IsRefused ? 1 : 0;
        Unanswerable += score.IsUnanswerable ? 1 : 0;
        RefusedUnanswerable += score.IsRefused && score.IsUnanswerable ? 1 : 0;
        WithoutPlan += score.IsValid ? 0 : 1;
        if (score is { IsRight: true, Dearness: > 0 })
            (_dearness, _priced) = (_dearness + score.Dearness, _priced + 1);
        var (right, asked) = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (right + (score.IsRight ? 1 : 0), asked + 1);
    }

    public static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    public (string Key, double Value)[] Cells() =>
    [
        ("right", Share(Right, Asked)), ("planned", Share(Planned, Asked)), ("valid", Share(Valid, Planned)), ("exact", Share(Exact, Asked)), ("equivalent", Share(Equivalent, Referenced)),
        ("wrong_reason", Share(ForTheWrongReason, RightOnTheFirst)), ("refused", Share(Refused, Asked)), ("price", Dearness), ("n", Asked),
    ];
}

/// <param name="IsEquivalent">Null where there is no reference.</param>
/// <param name="Dearness">Price over the reference's; 0 where there is none.</param>
internal readonly record struct QuestionScore(
    bool IsRight, bool HasPlan, bool IsValid, bool IsExact, bool? IsEquivalent, bool IsRightOnTheFirst, bool IsRefused, bool IsUnanswerable, double Dearness);
