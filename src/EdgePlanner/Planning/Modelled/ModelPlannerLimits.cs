namespace EdgePlanner.Planning.Modelled;

/// <summary>When a model's plan is not taken.</summary>
public sealed record ModelPlannerLimits
{
    /// <summary>By the clock, for one plan; then the next tier is asked. Default 2 s: less than half of a question's usual budget.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For the work of a plan whose question names no budget.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of a plan. Default 96: nine lines of ten.</summary>
    public int MostTokens { get; init; } = 96;

    /// <summary>Of a plan, the return among them. Default 9: eight calls. What people ask takes fewer, and a model that has lost its way is stopped early.</summary>
    public int MostStatements { get; init; } = 9;

    /// <summary>Where plans had less of the model's own choice at some token, the mask led it and not the question. Default 0.02.</summary>
    public double LeastAllowed { get; init; } = 0.02;

    /// <summary>Of the whole plan. Default 0.25: of the plans below it more are wrong than right (docs/decisions/0019).</summary>
    public double LeastConfidence { get; init; } = 0.25;

    /// <summary>Plans written after one that failed.</summary>
    public int OtherPlans { get; init; } = 4;
}
