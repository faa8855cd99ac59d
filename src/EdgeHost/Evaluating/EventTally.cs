namespace EdgeHost.Evaluating;

/// <summary>Events told against events that happened.</summary>
internal sealed class EventTally
{
    public int Right { get; private set; }

    public int Wrong { get; private set; }

    public int Missed { get; private set; }

    public double Precision => Right + Wrong == 0 ? 0 : (double)Right / (Right + Wrong);

    public double Recall => Right + Missed == 0 ? 0 : (double)Right / (Right + Missed);

    /// <summary>
    /// Each owed event takes one told event of its kind about its object within its time: one that is not excused before one that is, the
    /// latest of them. What is left is wrong, unless it is excused or tells of what need not be told.
    /// </summary>
    public void Add(IEnumerable<TruthEvent> happened, IEnumerable<ToldEvent> told)
    {
        var left = told.ToList();
        var truth = happened.ToList();
        foreach (var owed in truth.Where(t => t.IsOwed).OrderBy(t => t.From))
        {
            var best = left.Where(e => Fits(e, owed)).OrderBy(e => e.IsExcused).ThenByDescending(e => e.Seconds).Cast<ToldEvent?>().FirstOrDefault();
            if (best is { } taken && left.Remove(taken))
                Right++;
            else
                Missed++;
        }
        Wrong += left.Count(e => !e.IsExcused && !truth.Exists(t => !t.IsOwed && Fits(e, t)));
    }

    public void Add(EventTally other)
    {
        Right += other.Right;
        Wrong += other.Wrong;
        Missed += other.Missed;
    }

    private static bool Fits(in ToldEvent told, in TruthEvent truth) =>
        told.Thing == truth.Thing && told.What == truth.What && told.Seconds >= truth.From - 1e-6 && told.Seconds <= truth.Until + 1e-6;
}
