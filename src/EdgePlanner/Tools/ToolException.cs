namespace EdgePlanner.Tools;

/// <summary>A declaration that cannot be: a bug of whoever wrote the tool, never of a plan.</summary>
public sealed class ToolException(string message) : Exception(message);
