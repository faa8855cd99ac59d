using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>
/// What a call costs at most, whatever its arguments, when <c>find</c> gives one thing: what then fits the budget the check can make fit. Never less
/// than the check says.
/// </summary>
internal sealed class CallPrice(IReadOnlyList<ToolDeclaration> tools, CostProfile profile)
{
    private readonly long _whereUnits = tools.FirstOrDefault(tool => tool.Name == "where") is { } where ? WorkUnits.Of(profile.CostOf(where), 1) : 0;

    /// <param name="largest">Most elements of any set that it can be given.</param>
    public long Units(ToolDeclaration tool, int largest)
    {
        var units = WorkUnits.Of(profile.CostOf(tool), Sets(tool) * largest);
        return tool.RepairsPhrase ? units + WorkUnits.Of(profile.CostOf(tool), 0) + _whereUnits : units;
    }

    /// <summary>Most elements of its result.</summary>
    public static int Size(ToolDeclaration tool, int largest) => Pricer.SizeOf(tool.Size, largest, Sets(tool) * largest, largest, 1);

    private static int Sets(ToolDeclaration tool)
    {
        var sets = 0;
        foreach (var parameter in tool.Parameters)
        {
            if ((parameter.Types.Bits & TypeSet.Things.Bits) != 0)
                sets += parameter.Variadic ? CallRules.MostVariadic : 1;
        }
        return sets;
    }
}
