namespace EdgePlanner.Tools;

/// <summary>Packs as settings and messages call them.</summary>
public static class ToolPackNames
{
    /// <summary>Those that a setting may name; what is in <see cref="ToolPacks.Core"/> is always there.</summary>
    public static IReadOnlyList<string> All { get; } = ["vehicle", "wearable", "field"];

    /// <summary>In any case of letters; "all" stands for all of them. Null for what is no pack.</summary>
    public static ToolPacks? Parse(string name) => name.ToLowerInvariant() switch
    {
        "core" => ToolPacks.Core,
        "vehicle" => ToolPacks.Vehicle,
        "wearable" => ToolPacks.Wearable,
        "field" => ToolPacks.Field,
        "all" => ToolPacks.All,
        _ => null,
    };

    /// <summary>"wearable or field".</summary>
    public static string Of(ToolPacks packs) => packs.HasFlag(ToolPacks.Core) ? "core" : string.Join(" or ", All.Where(name => packs.HasFlag(Parse(name)!.Value)));

    internal static bool AreSeveral(ToolPacks packs) => All.Count(name => packs.HasFlag(Parse(name)!.Value)) > 1;
}
