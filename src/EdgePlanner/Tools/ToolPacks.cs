namespace EdgePlanner.Tools;

/// <summary>Sets of tools that a domain switches on.</summary>
[Flags]
public enum ToolPacks
{
    /// <summary>Offered always.</summary>
    Core = 1,

    Vehicle = 2,

    /// <summary>Worn by a person: assistance.</summary>
    Wearable = 4,

    /// <summary>Fixed devices in the field: counting, watching.</summary>
    Field = 8,

    All = 15,
}
