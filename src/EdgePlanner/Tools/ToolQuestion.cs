namespace EdgePlanner.Tools;

/// <summary>Ways to ask for one thing, and the plan that answers. Both may have slots, as in <c>exemplars.txt</c>: <c>{things}</c> and
/// <c>{others}</c> for phrases ("the red cars on the road"), <c>{attribute}</c>, <c>{place}</c>, <c>{metres}</c>, <c>{seconds}</c>,
/// <c>{number}</c>.</summary>
/// <param name="Ask">"which {things} wear a helmet".</param>
/// <param name="Plan">Lines of the plan language; a slot stands for the name of its set, or for its literal.</param>
public sealed record ToolQuestion(IReadOnlyList<string> Ask, string Plan);
