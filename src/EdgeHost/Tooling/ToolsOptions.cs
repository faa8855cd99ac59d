using EdgeHost.Configuration;

namespace EdgeHost.Tooling;

/// <summary>Section <c>Tools</c>: tools of one's own, and what tools cost here.</summary>
internal sealed class ToolsOptions
{
    /// <summary>Folders searched for <c>tool.json</c> (docs/tools.md). Default: <c>tools</c> in the working directory, if there is one.</summary>
    public List<string> Folders { get; set; } = [];

    /// <summary>The file of costs that <c>edgehost tune</c> writes and that prices plans. Null: <c>costs.json</c> in the state folder
    /// (<see cref="StateFolder"/>). One that is not there means the costs that tools declare.</summary>
    public string? CostProfile { get; set; }

    public IReadOnlyList<string> SearchFolders() => Folders.Count == 0 ? ["tools"] : Folders;

    public string CostFile() => Path.GetFullPath(CostProfile ?? StateFolder.File("costs.json"));
}
