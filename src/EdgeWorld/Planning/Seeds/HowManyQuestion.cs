using System.Text.RegularExpressions;

namespace EdgeWorld.Planning.Seeds;

/// <summary>How an English question for a number is put together: <c>how many | red cars | did you see | in the last minute</c>.</summary>
/// <param name="Head">As it begins once it is asked as yes or no: "did you see", "are there", "are".</param>
/// <param name="Things">What is counted.</param>
/// <param name="Rest">What is left, from its blank on; empty for nothing.</param>
internal sealed partial record HowManyQuestion(string Head, string Things, string Rest)
{
    /// <summary>Null where it is asked otherwise.</summary>
    public static HowManyQuestion? Of(string question) =>
        Shape().Match(question) is { Success: true } match ? new(match.Groups["head"].Value, match.Groups["things"].Value, match.Groups["rest"].Value) : null;

    [GeneratedRegex(@"^how many (?<things>.+?) (?<head>(?:did|do|can|have) you (?:see|seen|spot|notice|count)|(?:are|were) there|are|were)(?<rest>$| .*$)")]
    private static partial Regex Shape();
}
