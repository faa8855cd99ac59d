using EdgeHost.Asking;
using EdgePlanner.Running;
using EdgePlanner.Values;

namespace EdgeHost.Rewards;

/// <summary>All that a reward says of the answer it is for; kept for a while, so that feedback finds it. Without the picture.</summary>
internal sealed record AnsweredQuestion
{
    public required string Id { get; init; }

    /// <summary>When it was answered, Unix seconds by the device's clock.</summary>
    public required double TimeS { get; init; }

    public required string Question { get; init; }

    public required OutcomeKind Outcome { get; init; }

    public required string Text { get; init; }

    public required Value Value { get; init; }

    /// <summary>"none" where no planner had a plan.</summary>
    public required string Planner { get; init; }

    public string? Plan { get; init; }

    public IReadOnlyList<StepFact> Steps { get; init; } = [];

    /// <summary>The detector that it was looked with, and the first digits of its weights' hash; null for a scene that is known.</summary>
    public string? Model { get; init; }

    public static AnsweredQuestion Of(Asked asked, string? model, double timeS)
    {
        var answer = asked.Answer;
        return new AnsweredQuestion
        {
            Id = asked.Id,
            TimeS = timeS,
            Question = answer.Question,
            Outcome = answer.Outcome,
            Text = answer.Text,
            Value = answer.Value,
            Planner = answer.Last?.Planner ?? "none",
            Plan = answer.Last?.Plan,
            Steps = Facts(answer.Last?.Outcome.Trace ?? Trace.Empty),
            Model = model,
        };
    }

    private static StepFact[] Facts(Trace trace)
    {
        var facts = new StepFact[trace.Count];
        for (var i = 0; i < facts.Length; i++)
        {
            ref readonly var step = ref trace.Steps[i];
            var size = step.Result switch
            {
                { IsKnown: false } => 0,
                { Type: PlanType.Boxes or PlanType.Tracks } set => set.Set.Count,
                _ => 1,
            };
            facts[i] = new StepFact(step.Tool.Name, step.Time.TotalMilliseconds, size);
        }
        return facts;
    }
}

/// <param name="Size">Things in the set that it gave; 1 for any other value, 0 where it could not tell.</param>
internal readonly record struct StepFact(string Tool, double Milliseconds, int Size);
