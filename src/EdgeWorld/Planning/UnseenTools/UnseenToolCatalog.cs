using EdgePlanner.Tools;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Tools that no planner was taught: whether it uses them shows whether it reads their documentation.</summary>
public static class UnseenToolCatalog
{
    public static IReadOnlyList<ToolDeclaration> All { get; } = [.. CountingThings.All, .. PickingThings.All, .. MeasuringThings.All];

    /// <exception cref="WorldException">There is no such tool; those that there are, are listed.</exception>
    public static IReadOnlyList<ToolDeclaration> Named(IReadOnlyList<string> names) =>
    [
        .. names.Select(name => All.FirstOrDefault(tool => tool.Name == name)
            ?? throw new WorldException($"tool '{name}' is unknown: expected {string.Join(", ", All.Select(tool => tool.Name))}")),
    ];
}
