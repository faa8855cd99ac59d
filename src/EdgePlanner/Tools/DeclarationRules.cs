using EdgePlanner.Values;

namespace EdgePlanner.Tools;

/// <summary>What every declaration keeps to, checked once when it enters a catalog.</summary>
internal static class DeclarationRules
{
    // So that the parts of a call fit into fixed arrays.
    public const int MostParameters = 8;

    public static void Check(ToolDeclaration tool)
    {
        if (!IsName(tool.Name))
            throw new ToolException($"tool '{tool.Name}' has no usable name: lower-case letters, digits and underscores, a letter first");
        if (PythonKeywords.Contains(tool.Name))
            throw new ToolException($"tool '{tool.Name}' is called like a word of Python: a plan with it would be no Python");
        if (tool.Parameters.Count > MostParameters)
            throw new ToolException($"tool '{tool.Name}' has {tool.Parameters.Count} parameters: {MostParameters} at most");
        if (tool.ResultLike < 0 ? tool.Result == PlanType.None : tool.ResultLike >= tool.Parameters.Count)
            throw new ToolException($"tool '{tool.Name}' does not say what it gives");
        if (!(tool.Cost.FixedMicros >= 0) || !(tool.Cost.PerElementMicros >= 0))
            throw new ToolException($"tool '{tool.Name}' has a cost below zero");
        for (var i = 0; i < tool.Parameters.Count; i++)
            Check(tool, i);
    }

    private static void Check(ToolDeclaration tool, int index)
    {
        var parameter = tool.Parameters[index];
        var where = $"parameter '{parameter.Name}' of tool '{tool.Name}'";
        if (!IsName(parameter.Name) || PythonKeywords.Contains(parameter.Name))
            throw new ToolException($"{where} has no usable name");
        if (tool.IndexOf(parameter.Name) != index)
            throw new ToolException($"{where} is declared twice");
        if (parameter.Variadic && (index != tool.Parameters.Count - 1 || parameter.Optional))
            throw new ToolException($"{where} takes all further arguments: it must be the last and cannot be optional");
        if (!parameter.Optional && index > 0 && tool.Parameters[index - 1].Optional)
            throw new ToolException($"{where} must be given and stands behind one that may be left out");
        if (parameter.SameTypeAs >= index)
            throw new ToolException($"{where} can only share the type of an earlier parameter");
        if (parameter.Default.Type != PlanType.None && !parameter.Types.Contains(parameter.Default.Type))
            throw new ToolException($"{where} has a default of type {parameter.Default.Type}, which it does not take");
    }

    private static bool IsName(string name) =>
        name is [>= 'a' and <= 'z', ..] && name.Length <= 32 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');
}
