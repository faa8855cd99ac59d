namespace EdgePlanner.Running;

/// <summary>How a question ended.</summary>
public enum OutcomeKind : byte
{
    Answered,

    /// <summary>The plan did not check; the diagnostics say why.</summary>
    Rejected,

    /// <summary>A tool broke, or the run was cancelled; the trace shows how far it came.</summary>
    Failed,

    /// <summary>The plan costs more than the question may take, or the time was up.</summary>
    OverBudget,

    /// <summary>The plan ran and the answer cannot be told.</summary>
    Unknown,
}
