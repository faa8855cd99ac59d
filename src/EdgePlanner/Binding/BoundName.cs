using EdgePlanner.Language;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>A name while a plan is bound.</summary>
/// <param name="Step">Its slot; −1 for the name of a line that is already reported: nothing more is said about it.</param>
internal record struct BoundName(SourceSpan Span, PlanType Type, int Step, bool Used);
