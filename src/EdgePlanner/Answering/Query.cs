namespace EdgePlanner.Answering;

/// <param name="Budget">For the plan's work on this device and for its run by the clock, a second plan included.</param>
public sealed record Query(string Question, TimeSpan Budget)
{
    public const int LongestQuestion = 1000;

    /// <summary>What is wrong with the question itself, for the one who asked; null where nothing is.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(Question))
            return "the question is empty: ask for example \"how many cars are there?\"";
        if (Question.Length > LongestQuestion)
            return $"the question has {Question.Length} characters, at most {LongestQuestion} are read: ask one thing at a time";
        return Budget > TimeSpan.Zero ? null : $"the budget is {Budget.TotalMilliseconds:0.###} ms: give it more than 0";
    }
}
