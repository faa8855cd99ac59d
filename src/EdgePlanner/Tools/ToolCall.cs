using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Tools;

/// <summary>One call of a tool. Arguments stand in the order of the parameters; those of a variadic parameter come last.</summary>
public readonly ref struct ToolCall
{
    public required IWorld World { get; init; }

    public required ReadOnlySpan<Value> Arguments { get; init; }

    /// <summary>Most elements that a set from nothing (find) may hold in this plan.</summary>
    public required int Cap { get; init; }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>The set given as that argument.</summary>
    public ThingSet Set(int index) => Arguments[index].Set;

    public string Text(int index) => Arguments[index].Text ?? "";
}

/// <summary>What a tool does. Total: whatever the values, it gives a value of its result type or unknown, and ends.</summary>
public delegate Value ToolBody(in ToolCall call);

/// <summary>A rule between arguments, asked before anything runs: what is wrong, or null. What an earlier step will give is an unknown of its
/// type.</summary>
public delegate string? ToolRule(ReadOnlySpan<Value> arguments);
