using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Running;

/// <summary>One step of a run.</summary>
/// <param name="Step">Index of the plan's step; of a repair's, the step that it repairs.</param>
/// <param name="Repair">Arguments of a call that the plan does not have but a repair made; null for the plan's own.</param>
public readonly record struct TraceStep(int Step, ToolDeclaration Tool, Value Result, TimeSpan Time, string[]? Repair = null);
