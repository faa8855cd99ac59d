namespace EdgePlanner.Answering;

/// <summary>What one question may still take and has taken: all its plans, parts and second tries together.</summary>
internal sealed class Spending(Query query, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private long _chargedUnits;

    public AnswerTimings Timings { get; private set; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Of the budget for work, by price.</summary>
    public TimeSpan WorkLeft => query.Budget - TimeSpan.FromMicroseconds(_chargedUnits / 1000.0);

    /// <summary>Of the budget by the clock.</summary>
    public TimeSpan ClockLeft => query.Budget - time.GetElapsedTime(_start);

    public long Now => time.GetTimestamp();

    public void Planned(long since) => Timings = Timings with { Plan = Timings.Plan + time.GetElapsedTime(since) };

    public void Checked(long since) => Timings = Timings with { Check = Timings.Check + time.GetElapsedTime(since) };

    public void Ran(long since, long units)
    {
        _chargedUnits += units;
        Timings = Timings with { Run = Timings.Run + time.GetElapsedTime(since) };
    }
}
