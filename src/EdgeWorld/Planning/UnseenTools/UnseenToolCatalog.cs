using EdgePlanner.Tools;

namespace EdgeWorld.Planning.UnseenTools;

/// <summary>Tools that no planner was taught: whether it uses them shows whether it reads their documentation.</summary>
public static class UnseenToolCatalog
{
    public static IReadOnlyList<ToolDeclaration> All { get; } = [.. CountingThings.All, .. PickingThings.All, .. MeasuringThings.All];

    /// <summary>Others, which training questions bring, so that whoever reads the documentation is rewarded. None of them is measured, and none says what a measured one says: a model that
    /// knows these by heart knows nothing of those.</summary>
    public static IReadOnlyList<ToolDeclaration> Practised { get; } = [.. CountingPractice.All, .. PickingPractice.All, .. MeasuringPractice.All, .. TellingPractice.All];

    /// <summary>The usual tools and those that a question brings: <c>wheels</c> is one of these, <c>gap</c> one of training; <c>tally=count</c> is the usual <c>count</c>, which goes by
    /// the other name there and by its own no more.</summary>
    /// <exception cref="WorldException">There is no such tool; those that there are, are listed.</exception>
    public static PrimitiveCatalog With(IReadOnlyList<string> brought)
    {
        var catalog = PrimitiveCatalog.Standard;
        foreach (var tool in brought)
        {
            try
            {
                catalog = tool.Split('=') is [var name, var usual] ? catalog.Renaming(usual, name) : catalog.With(Named(tool));
            }
            catch (ToolException e)
            {
                throw new WorldException(e.Message);
            }
        }
        return catalog;
    }

    private static ToolDeclaration Named(string name) => All.Concat(Practised).FirstOrDefault(tool => tool.Name == name)
        ?? throw new WorldException($"tool '{name}' is unknown: expected {string.Join(", ", All.Concat(Practised).Select(tool => tool.Name))}, or a new name, '=' and that of a usual tool");
}
