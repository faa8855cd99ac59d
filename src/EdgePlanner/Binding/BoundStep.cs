using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>One call with everything looked up. Its result goes into the slot of the step's own index.</summary>
/// <param name="FirstArgument">Index into the plan's arguments.</param>
/// <param name="Type">Type of the result.</param>
public readonly record struct BoundStep(
    ToolDeclaration Tool, int FirstArgument, int ArgumentCount, PlanType Type, SourceSpan Name, SourceSpan Span);
