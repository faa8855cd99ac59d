using Microsoft.Extensions.Options;

namespace EdgeHost.Memory;

/// <summary>All problems at once, each with key, value and what is allowed.</summary>
internal sealed class MemoryOptionsValidator : IValidateOptions<MemoryOptions>
{
    /// <summary>An empty store takes 100 kB.</summary>
    public const long LeastBytes = 1 << 20;

    private const long MostBytes = 1L << 40;

    public ValidateOptionsResult Validate(string? name, MemoryOptions options)
    {
        List<string> problems = [];
        if (options.Path is { } path && (path.Length == 0 || path.Contains('\0') || Directory.Exists(path)))
            problems.Add($"Memory:Path: '{path}' is not allowed; expected the path of a file");
        if (!(options.MostDays is >= 0.001 and <= 36_500))
            problems.Add(FormattableString.Invariant($"Memory:MostDays: {options.MostDays} is not allowed; expected 0.001 to 36500 days"));
        if (options.MostBytes is < LeastBytes or > MostBytes)
            problems.Add($"Memory:MostBytes: {options.MostBytes} is not allowed; expected {LeastBytes} to {MostBytes}");
        if (!(options.EverySeconds is >= 1 and <= 86_400))
            problems.Add(FormattableString.Invariant($"Memory:EverySeconds: {options.EverySeconds} is not allowed; expected 1 to 86400 seconds"));
        if (options is { Crops: true, Words: false })
            problems.Add("Memory:Crops: true needs Memory:Words, expected true: crops are kept where the encoders look at them");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
