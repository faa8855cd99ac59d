namespace EdgeHost.Tooling;

/// <summary>A <c>tool.json</c> that cannot be used: every fault at once.</summary>
internal sealed class ToolFileException(string path, IReadOnlyList<string> problems)
    : Exception($"{path} cannot be used:\n  - {string.Join("\n  - ", problems)}\nEach field is explained in docs/tools.md.")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
