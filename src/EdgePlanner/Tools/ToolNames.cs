namespace EdgePlanner.Tools;

/// <summary>What a tool, or one of its parameters, may be called.</summary>
public static class ToolNames
{
    public const int MostCharacters = 32;

    /// <summary>Lower-case letters, digits and underscores, a letter first, and no word of Python.</summary>
    public static bool IsSound(string name) =>
        name is [>= 'a' and <= 'z', ..] && name.Length <= MostCharacters && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
        && !PythonKeywords.Contains(name);
}
