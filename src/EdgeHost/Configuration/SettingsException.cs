namespace EdgeHost.Configuration;

/// <summary>Settings that cannot be used: every problem at once, each with key, value and what is allowed.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception($"the settings cannot be used:\n  - {string.Join("\n  - ", problems)}")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
