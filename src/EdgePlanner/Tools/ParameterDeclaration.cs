using EdgePlanner.Values;

namespace EdgePlanner.Tools;

/// <summary>One parameter of a tool.</summary>
/// <param name="Name">As it is written in <c>name=value</c>.</param>
/// <param name="Types">Types that it takes. A number written in the plan takes the unit of the parameter.</param>
public sealed record ParameterDeclaration(string Name, TypeSet Types)
{
    /// <summary>May be left out; then the tool sees <see cref="Default"/>.</summary>
    public bool Optional { get; init; }

    /// <summary>What stands for it when it is left out: a value, or <see cref="Value.None"/>.</summary>
    public Value Default { get; init; }

    /// <summary>Takes all remaining positional arguments, one at least. Only the last parameter may.</summary>
    public bool Variadic { get; init; }

    /// <summary>The only texts that it takes; null for any.</summary>
    public IReadOnlyList<string>? OneOf { get; init; }

    /// <summary>Index of an earlier parameter whose type it must share; −1 for none.</summary>
    public int SameTypeAs { get; init; } = -1;

    /// <summary>Must be written out in the plan, not come from an earlier step.</summary>
    public bool LiteralOnly { get; init; }

    /// <summary>A parameter that may be left out.</summary>
    public static ParameterDeclaration Maybe(string name, TypeSet types, Value standard = default) =>
        new(name, types) { Optional = true, Default = standard };
}
