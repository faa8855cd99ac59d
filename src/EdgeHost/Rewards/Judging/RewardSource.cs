namespace EdgeHost.Rewards.Judging;

/// <summary>Who says so. What each of their numbers means: docs/rewards.md.</summary>
internal enum RewardSource
{
    /// <summary>Somebody who knew the answer.</summary>
    Truth,

    /// <summary>Who asked, or somebody else who was there.</summary>
    User,

    /// <summary>The device itself, by what can be told without knowing the answer.</summary>
    SelfCheck,

    /// <summary>There was no answer; why decides.</summary>
    Rule,
}
