using EdgeEngines.Onnx;

namespace EdgeEngines.Models.Adding;

/// <summary>What recognisers look at: the graph, the file's name and its neighbours.</summary>
internal sealed record FileFacts(GraphFile Graph, string Path)
{
    public PictureInput? Picture { get; } = PictureInput.Find(Graph);

    /// <summary>File and folder name, lower case: exporters put the family into it.</summary>
    public string Name { get; } = (System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))) + "/"
        + System.IO.Path.GetFileNameWithoutExtension(Path)).ToLowerInvariant();

    public GraphValue? Output(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Graph.Outputs.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>The only output, when it has that many dimensions.</summary>
    public GraphValue? OnlyOutput(int rank) => Graph.Outputs is [var only] && only.Rank == rank ? only : null;

    public bool HasInput(string name) => Graph.Inputs.Any(i => i.Name == name);
}
