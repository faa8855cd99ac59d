using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>
/// Whether what has been begun can be brought to its end: every name used, one returned, within the lines that are left. Looks at types alone, so
/// that few questions are ever asked, and remembers the answers. Where it is not sure it says no.
/// </summary>
internal sealed class PlanReach(IReadOnlyList<ToolDeclaration> tools, CallPrice price)
{
    /// <summary>Names that wait to be used at one time; a plan that needs more is not written.</summary>
    public const int MostUnused = 4;

    /// <summary>Situations looked at for one answer, and answers kept.</summary>
    private const int MostVisited = 2000;
    private const int MostKept = 4096;

    private readonly Dictionary<(TypeCounts, ushort), Ending> _endings = [];
    private readonly HashSet<TypeCounts> _ways = [];

    /// <summary>The fewest calls after which one name at most is unused, and what they cost at most.</summary>
    /// <param name="unused">Types of names that no line has used yet.</param>
    /// <param name="known">Bits of the types of all names.</param>
    public Ending End(TypeCounts unused, ushort known)
    {
        if (unused.Total <= 1)
            return new Ending(0, 0);
        if (unused.Total > MostUnused)
            return Ending.Never;
        if (_endings.TryGetValue((unused, known), out var ending))
            return ending;
        if (_endings.Count >= MostKept)
            _endings.Clear();
        return _endings[(unused, known)] = Search(unused, known);
    }

    /// <summary>Whether the call, so far given arguments up to <paramref name="place"/>, can be closed now or later so that the plan can end.</summary>
    public bool CanComplete(ToolDeclaration tool, int place, ArgumentTypes arguments, TypeCounts unused, ushort known, Allowance after)
    {
        if (CanClose(tool, place, arguments, unused, known, after))
            return true;
        if (CallRules.ParameterAt(tool, place) is not { } parameter)
            return false;
        for (var type = PlanType.Boxes; type <= PlanType.Moment; type++)
        {
            if (Takes(tool, parameter, place, arguments, known, type)
                && CanComplete(tool, place + 1, With(tool, arguments, place, type), unused.Less(type), known, after))
                return true;
        }
        foreach (var literal in (ReadOnlySpan<TokenKind>)[TokenKind.Text, TokenKind.Int, TokenKind.Float, TokenKind.True])
        {
            if (CallRules.TypeOfLiteral(parameter, arguments, literal) is not PlanType.None and var type
                && (literal != TokenKind.Text || HasText(tool, parameter, place, arguments, type))
                && CanComplete(tool, place + 1, With(tool, arguments, place, type), unused, known, after))
                return true;
        }
        return false;
    }

    /// <summary>Whether the call can end with the arguments that it has.</summary>
    public bool CanClose(ToolDeclaration tool, int given, ArgumentTypes arguments, TypeCounts unused, ushort known, Allowance after)
    {
        if (given < tool.Required || (given < tool.Parameters.Count && !CallRules.KeepsRule(tool, arguments, given, null)))
            return false;
        var result = CallRules.ResultOf(tool, arguments);
        var end = End(unused.Plus(result), (ushort)(known | (1 << (int)result)));
        return end.Calls <= after.Calls && end.Units <= after.Units;
    }

    public static ArgumentTypes With(ToolDeclaration tool, ArgumentTypes arguments, int place, PlanType type) =>
        place < tool.Parameters.Count ? arguments.With(place, type) : arguments;

    private static bool Takes(ToolDeclaration tool, ParameterDeclaration parameter, int place, ArgumentTypes arguments, ushort known, PlanType type) =>
        (known >> (int)type & 1) != 0 && CallRules.TakesName(parameter, arguments, type)
        && (place + 1 < tool.Parameters.Count || CallRules.KeepsRule(tool, With(tool, arguments, place, type), place + 1, null));

    private static bool HasText(ToolDeclaration tool, ParameterDeclaration parameter, int place, ArgumentTypes arguments, PlanType type) =>
        parameter.OneOf is not { } choices || choices.Any(choice => CallRules.KeepsRule(tool, With(tool, arguments, place, type), place + 1, choice));

    /// <summary>Breadth first, a call a level; of ways of the same length the cheapest.</summary>
    private Ending Search(TypeCounts unused, ushort known)
    {
        var level = new Dictionary<(TypeCounts Unused, ushort Known), long> { [(unused, known)] = 0 };
        var visited = new HashSet<(TypeCounts, ushort)> { (unused, known) };
        for (var calls = 1; calls < PlanLimits.Statements && level.Count > 0 && visited.Count < MostVisited; calls++)
        {
            var next = new Dictionary<(TypeCounts Unused, ushort Known), long>();
            var ended = long.MaxValue;
            foreach (var ((before, types), cost) in level)
            {
                foreach (var tool in tools)
                {
                    var after = cost + price.Units(tool, ThingSet.Capacity);
                    foreach (var way in Ways(tool, before, types))
                    {
                        var situation = (way.Unused, way.Known);
                        if (way.Unused.Total <= 1)
                            ended = Math.Min(ended, after);
                        else if (!visited.Contains(situation))
                            next[situation] = next.TryGetValue(situation, out var other) ? Math.Min(other, after) : after;
                    }
                }
            }
            if (ended < long.MaxValue)
                return new Ending(calls, ended);
            visited.UnionWith(next.Keys);
            level = next;
        }
        return Ending.Never;
    }

    /// <summary>What can be unused after a call of the tool, where that is not more than before.</summary>
    private List<(TypeCounts Unused, ushort Known)> Ways(ToolDeclaration tool, TypeCounts unused, ushort known)
    {
        var ways = new List<(TypeCounts, ushort)>();
        _ways.Clear();
        Collect(tool, 0, default, unused, known, unused.Total, ways);
        return ways;
    }

    private void Collect(ToolDeclaration tool, int place, ArgumentTypes arguments, TypeCounts unused, ushort known, int most, List<(TypeCounts, ushort)> ways)
    {
        if (place >= tool.Required && (place >= tool.Parameters.Count || CallRules.KeepsRule(tool, arguments, place, null)))
        {
            var result = CallRules.ResultOf(tool, arguments);
            var after = unused.Plus(result);
            if (after.Total <= most && _ways.Add(after))
                ways.Add((after, (ushort)(known | (1 << (int)result))));
        }
        if (CallRules.ParameterAt(tool, place) is not { } parameter)
            return;
        for (var type = PlanType.Boxes; type <= PlanType.Moment; type++)
        {
            if (Takes(tool, parameter, place, arguments, known, type))
                Collect(tool, place + 1, With(tool, arguments, place, type), unused.Less(type), known, most, ways);
        }
        foreach (var literal in (ReadOnlySpan<TokenKind>)[TokenKind.Text, TokenKind.Int, TokenKind.Float, TokenKind.True])
        {
            if (CallRules.TypeOfLiteral(parameter, arguments, literal) is not PlanType.None and var type && (literal != TokenKind.Text || HasText(tool, parameter, place, arguments, type)))
                Collect(tool, place + 1, With(tool, arguments, place, type), unused, known, most, ways);
        }
    }
}

/// <summary>How a plan can end.</summary>
/// <param name="Units">Work of those calls at most.</param>
internal readonly record struct Ending(int Calls, long Units)
{
    public static Ending Never { get; } = new(int.MaxValue, long.MaxValue);
}

/// <summary>What is left behind a call.</summary>
/// <param name="Calls">Lines before the return.</param>
internal readonly record struct Allowance(int Calls, long Units);
