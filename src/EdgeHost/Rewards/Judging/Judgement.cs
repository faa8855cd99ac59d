namespace EdgeHost.Rewards.Judging;

/// <param name="Reward">−1 to 1.</param>
/// <param name="Why">In words, for who reads the record.</param>
internal sealed record Judgement(double Reward, RewardSource Source, string Why)
{
    /// <summary>What would have been right; null where nobody said.</summary>
    public Correction? Correction { get; init; }

    /// <summary>True where only the plan's run was judged and not whether it is the plan for this question.</summary>
    public bool OfSeeingOnly { get; init; }
}

/// <summary>One of the two.</summary>
/// <param name="Correct">The right value, as JSON.</param>
/// <param name="Plan">A plan that was checked.</param>
internal sealed record Correction(string? Correct, string? Plan);
