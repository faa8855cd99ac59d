namespace EdgePlanner.Generating;

/// <param name="Tokens">That the model chose; what could only go on in one way is not counted.</param>
/// <param name="LogProbability">Of the plan under the model with its mask, natural logarithm; 0 where the model does not say.</param>
/// <param name="LeastAllowed">The smallest share that what is allowed had of the model's own choice at any token outside of texts, 0 to 1: small where the mask had to lead it. 1 where unknown.</param>
public sealed record WrittenPlan(string Text, WritingEnd End, int Tokens, double LogProbability = 0, double LeastAllowed = 1);

public enum WritingEnd
{
    /// <summary>The plan is whole.</summary>
    Whole,
    OutOfTokens,

    /// <summary>Prompt and plan are longer than the model's context.</summary>
    OutOfContext,

    /// <summary>The model stopped of its own accord before the plan was whole.</summary>
    Stopped,
}
