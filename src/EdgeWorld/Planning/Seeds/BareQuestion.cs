namespace EdgeWorld.Planning.Seeds;

/// <summary>A question as it stands in the middle of another: small, and without its mark.</summary>
internal static class BareQuestion
{
    /// <summary>Null where a comma sets something apart, of which nobody knows whether it belongs to the question.</summary>
    public static string? Of(Seed seed)
    {
        var question = seed.Question.Trim().TrimEnd('?', '？', '.', '。', '!', ' ');
        return question.Length == 0 || question.Contains(seed.Language == Language.Japanese ? '、' : ',', StringComparison.Ordinal) ? null
            : char.ToLowerInvariant(question[0]) + question[1..];
    }
}
