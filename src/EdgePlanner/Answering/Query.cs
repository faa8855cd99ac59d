namespace EdgePlanner.Answering;

/// <param name="Budget">For the work of all plans on this device and for their run by the clock, second plans and parts included.</param>
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
        if (NoText(Question) is >= 0 and var at)
            return $"character {at + 1} of the question is no text: send it as UTF-8, for example \"how many cars are there?\"";
        return Budget > TimeSpan.Zero ? null : $"the budget is {Budget.TotalMilliseconds:0.###} ms: give it more than 0";
    }

    /// <summary>Where something stands that no UTF-8 decodes to: half a surrogate pair, what a decoder puts for bytes that it cannot read, or a
    /// control character that no line of text has; −1 for nowhere.</summary>
    private static int NoText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(c) || c == '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r')))
                return i;
        }
        return -1;
    }
}
