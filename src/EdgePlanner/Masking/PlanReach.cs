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
    private const int MostKept = 65_536;
    private static readonly TokenKind[] s_literals = [TokenKind.Text, TokenKind.Int, TokenKind.Float, TokenKind.True];

    private readonly Dictionary<(TypeCounts, ushort), Ending> _endings = [];
    private readonly Dictionary<Call, Ending> _best = [];
    private readonly HashSet<TypeCounts> _ways = [];
    private readonly Stack<Call> _open = new();

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
    public bool CanComplete(int tool, int place, ArgumentTypes arguments, TypeCounts unused, ushort known, Allowance after) =>
        Best(new Call(tool, place, arguments, unused, known)).FitsInto(after);

    /// <summary>Whether the call can end with the arguments that it has.</summary>
    public bool CanClose(int tool, int given, ArgumentTypes arguments, TypeCounts unused, ushort known, Allowance after) =>
        Closed(new Call(tool, given, arguments, unused, known)).FitsInto(after);

    /// <summary>The best ending of those that the call's further arguments leave open.</summary>
    private Ending Best(in Call call)
    {
        if (_best.TryGetValue(call, out var best))
            return best;
        best = Closed(call);
        foreach (var next in Given(call))
        {
            if (best is { Calls: 0, Units: 0 })
                break;
            var ending = Best(next);
            if (ending.CompareTo(best) < 0)
                best = ending;
        }
        if (_best.Count >= MostKept)
            _best.Clear();
        return _best[call] = best;
    }

    private Ending Closed(in Call call)
    {
        var tool = tools[call.Tool];
        if (call.Place < tool.Required || (call.Place < tool.Parameters.Count && !CallRules.KeepsRule(tool, call.Arguments, call.Place, null)))
            return Ending.Never;
        var result = CallRules.ResultOf(tool, call.Arguments);
        return End(call.Unused.Plus(result), (ushort)(call.Known | (1 << (int)result)));
    }

    /// <summary>The call with one argument more, for each that makes a difference: a name of each type that uses one up, and of what uses none up (a name
    /// that is used already, a literal) one only, unless its type matters to other arguments or to the result.</summary>
    private List<Call> Given(in Call call)
    {
        var calls = new List<Call>();
        var tool = tools[call.Tool];
        if (CallRules.ParameterAt(tool, call.Place) is not { } parameter)
            return calls;
        var (matters, hasFiller) = (TypeMatters(tool, call.Place), false);
        for (var type = PlanType.Boxes; type <= PlanType.Moment; type++)
        {
            if (!Takes(tool, parameter, call.Place, call.Arguments, call.Known, type))
                continue;
            if (call.Unused[type] > 0)
                calls.Add(call.With(tool, type, call.Unused.Less(type)));
            else
                Fill(calls, call, tool, type);
        }
        foreach (var literal in s_literals)
        {
            if (CallRules.TypeOfLiteral(parameter, call.Arguments, literal) is not PlanType.None and var type && (literal != TokenKind.Text || HasText(tool, parameter, call.Place, call.Arguments, type)))
                Fill(calls, call, tool, type);
        }
        return calls;

        void Fill(List<Call> calls, in Call call, ToolDeclaration tool, PlanType type)
        {
            if (matters || !hasFiller)
                calls.Add(call.With(tool, type, call.Unused));
            hasFiller = true;
        }
    }

    private static bool TypeMatters(ToolDeclaration tool, int place)
    {
        if (place >= tool.Parameters.Count)
            return false;
        if (tool.Rule is not null || tool.ResultLike == place)
            return true;
        for (var i = place + 1; i < tool.Parameters.Count; i++)
        {
            if (tool.Parameters[i].SameTypeAs == place)
                return true;
        }
        return false;
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
                for (var tool = 0; tool < tools.Count; tool++)
                {
                    var after = cost + price.Units(tools[tool], ThingSet.Capacity);
                    foreach (var way in Ways(new Call(tool, 0, default, before, types)))
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
    private List<(TypeCounts Unused, ushort Known)> Ways(in Call begun)
    {
        var (ways, most) = (new List<(TypeCounts, ushort)>(), begun.Unused.Total);
        _ways.Clear();
        _open.Clear();
        _open.Push(begun);
        while (_open.TryPop(out var call))
        {
            var tool = tools[call.Tool];
            if (call.Place >= tool.Required && (call.Place >= tool.Parameters.Count || CallRules.KeepsRule(tool, call.Arguments, call.Place, null)))
            {
                var result = CallRules.ResultOf(tool, call.Arguments);
                var after = call.Unused.Plus(result);
                if (after.Total <= most && _ways.Add(after))
                    ways.Add((after, (ushort)(call.Known | (1 << (int)result))));
            }
            foreach (var next in Given(call))
                _open.Push(next);
        }
        return ways;
    }

    /// <summary>A call being written.</summary>
    /// <param name="Unused">Types of names that neither the lines before nor its arguments so far use.</param>
    private readonly record struct Call(int Tool, int Place, ArgumentTypes Arguments, TypeCounts Unused, ushort Known)
    {
        public Call With(ToolDeclaration tool, PlanType type, TypeCounts unused) =>
            this with { Place = Place + 1, Arguments = PlanReach.With(tool, Arguments, Place, type), Unused = unused };
    }
}

/// <summary>How a plan can end.</summary>
/// <param name="Units">Work of those calls at most.</param>
internal readonly record struct Ending(int Calls, long Units) : IComparable<Ending>
{
    public static Ending Never { get; } = new(int.MaxValue, long.MaxValue);

    public bool FitsInto(Allowance allowance) => Calls <= allowance.Calls && Units <= allowance.Units;

    /// <summary>Fewer calls first, then less work.</summary>
    public int CompareTo(Ending other) => (Calls, Units).CompareTo((other.Calls, other.Units));
}

/// <summary>What is left behind a call.</summary>
/// <param name="Calls">Lines before the return.</param>
internal readonly record struct Allowance(int Calls, long Units);
