namespace EdgeHost.Evaluating;

/// <summary>The verdicts on the questions of one family, and who is to blame for those that are not right.</summary>
internal sealed class FamilyScore
{
    private readonly int[] _verdicts = new int[Enum.GetValues<AnswerVerdict>().Length];

    public int Asked => _verdicts.Sum();

    /// <summary>Not right, and the same plan is not right on the truth either, or there is none.</summary>
    public int Planning { get; private set; }

    /// <summary>Not right, but the same plan is on the truth.</summary>
    public int Perception { get; private set; }

    public int this[AnswerVerdict verdict] => _verdicts[(int)verdict];

    public void Add(AnswerVerdict verdict, bool isPlanRight)
    {
        _verdicts[(int)verdict]++;
        if (verdict == AnswerVerdict.Right)
            return;
        Perception += isPlanRight ? 1 : 0;
        Planning += isPlanRight ? 0 : 1;
    }

    public void Add(FamilyScore other)
    {
        for (var i = 0; i < _verdicts.Length; i++)
            _verdicts[i] += other._verdicts[i];
        (Planning, Perception) = (Planning + other.Planning, Perception + other.Perception);
    }

    public double Share(int count) => Asked == 0 ? 0 : (double)count / Asked;

    public (string, double)[] Cells() =>
    [
        ("right", Share(this[AnswerVerdict.Right])), ("asked", Asked), ("off_by_one", this[AnswerVerdict.OffByOne]), ("unanswered", this[AnswerVerdict.Unanswered]),
        ("refused", this[AnswerVerdict.Refused]), ("wrong", this[AnswerVerdict.Wrong]), ("planning", Planning), ("perception", Perception),
    ];
}
