using EdgePlanner.Tools;

namespace EdgeHost.Tooling;

/// <summary>A checked <c>tool.json</c>: a model bound to a tool, without code. The field reference is docs/tools.md.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Model">A model's name, or a folder below the tool's own.</param>
/// <param name="TextDetector">For the shape <c>read</c>: the model that finds lines of text.</param>
/// <param name="Label">Of the model's labels the one that the tool is about; null leaves it to the plan.</param>
/// <param name="MinScore">From this score on it is true.</param>
/// <param name="Cost">Null: measured when the tool is loaded.</param>
internal sealed record ToolFile(
    string Path, string Name, ToolShape Shape, string Model, string? TextDetector, string? Label, double MinScore, string Documentation,
    IReadOnlyList<string> Examples, IReadOnlyList<ToolQuestion> Questions, ToolPacks Packs, ToolCost? Cost)
{
    public const string FileName = "tool.json";

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}

/// <summary>The signatures that a model can be bound to.</summary>
internal enum ToolShape
{
    /// <summary><c>(things: Boxes) -> Text</c>: what a classifier calls them.</summary>
    Label,

    /// <summary><c>(things: Boxes) -> Boxes</c>: those that a classifier gives a label; which one the file says, or the plan.</summary>
    Filter,

    /// <summary><c>() -> Boxes</c>: what a detector finds; of one label, where the file or the plan says it.</summary>
    Detect,

    /// <summary><c>(things: Boxes, others: Boxes) -> Bool</c>: whether one of the things looks like one of the others to an image encoder.</summary>
    Match,

    /// <summary><c>(things: Boxes, others: Boxes) -> Float</c>: how much, −1 to 1.</summary>
    Likeness,

    /// <summary><c>(things: Boxes) -> Text</c>: the text that is on them.</summary>
    Read,
}
