using System.Text;

namespace EdgePlanner.Tools;

/// <summary>The tools of a catalog as the documentation shows them, in Markdown.</summary>
public static class ToolReference
{
    public static string Of(PrimitiveCatalog catalog)
    {
        var text = new StringBuilder();
        foreach (var family in catalog.Tools.GroupBy(tool => tool.Family))
        {
            text.Append("### ").Append(family.Key).Append("\n\n");
            foreach (var tool in family)
                Append(text, tool);
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, ToolDeclaration tool)
    {
        text.Append("#### `").Append(tool).Append("`\n\n").Append(tool.Documentation).Append("\n\n");
        foreach (var parameter in tool.Parameters.Where(parameter => parameter.OneOf is not null))
            text.Append('`').Append(parameter.Name).Append("` is one of ").AppendJoin(", ", parameter.OneOf!.Select(choice => $"`\"{choice}\"`")).Append(".\n\n");
        text.Append("Needs: ").Append(Needs(tool)).Append(". Offered: ").Append(Packs(tool.Packs)).Append(".\n\n");
        foreach (var example in tool.Examples)
            text.Append("```python\n").Append(example).Append("\n```\n\n");
    }

    /// <summary>What a tool needs of a device, in words; empty for nothing.</summary>
    public static IReadOnlyList<string> NeedsOf(ToolDeclaration tool) =>
    [
        .. Enum.GetValues<Capabilities>().Where(one => one is not (Capabilities.None or Capabilities.All) && tool.Needs.HasFlag(one)).Select(CapabilityText.Of),
    ];

    private static string Needs(ToolDeclaration tool) => NeedsOf(tool) is { Count: > 0 } words ? string.Join(", ", words) : "nothing";

    private static string Packs(ToolPacks packs) => packs.HasFlag(ToolPacks.Core) ? "always" : "with the pack " + ToolPackNames.Of(packs);
}
