using EdgePlanner.Running;
using EdgePlanner.Values;

namespace EdgePlanner.Answering;

/// <summary>What a question got. Always one of the five outcomes; why there is no answer is in <see cref="Error"/>.</summary>
/// <param name="Attempts">Every plan that was tried, the last one being the answer's.</param>
public sealed record Answer(string Question, OutcomeKind Outcome, Value Value, IReadOnlyList<Attempt> Attempts, string? Error, AnswerTimings Timings)
{
    /// <summary>The world's time when it was asked, Unix seconds: moments are told by how long ago they were. Null: as dates.</summary>
    public double? NowS { get; init; }

    public Attempt? Last => Attempts.Count > 0 ? Attempts[^1] : null;

    /// <summary>Answers to the parts of a question that was taken apart; the last attempt then combined them, unless a plan for the whole did
    /// better. Empty for every other question.</summary>
    public IReadOnlyList<Answer> Parts { get; init; } = [];

    /// <summary>For a person: a short sentence, or why there is none.</summary>
    public string Text => Outcome != OutcomeKind.Answered ? $"I cannot tell: {Error}." : Caveat is { } caveat ? $"{AnswerText.Of(Value, NowS)} {caveat}" : AnswerText.Of(Value, NowS);

    /// <summary>What the answer may have missed because the budget made its sets smaller; null where it missed nothing.</summary>
    public string? Caveat => Last?.Caveat ?? Parts.Select(part => part.Caveat).FirstOrDefault(caveat => caveat is not null);

    /// <summary>The things of the last set in the picture that its plan made, or the plans of its parts: what was counted, compared or described.</summary>
    public ThingSet Evidence
    {
        get
        {
            var steps = Last is { } last ? last.Outcome.Trace.Steps : default;
            for (var i = steps.Length - 1; i >= 0; i--)
            {
                if (steps[i].Result is { Type: PlanType.Boxes, IsKnown: true } result)
                    return result.Set;
            }
            return Parts.Aggregate(ThingSet.Empty, (all, part) => all | part.Evidence);
        }
    }

    /// <summary>Of the world in what it saw and of the planner in what was meant; 0 where there is no answer.</summary>
    public double Confidence => Outcome == OutcomeKind.Answered ? Value.Confidence * (Last?.Confidence ?? 0) : 0;
}

public sealed record AnswerTimings(TimeSpan Plan, TimeSpan Check, TimeSpan Run);
