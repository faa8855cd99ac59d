using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>
/// Reads plans a byte at a time and takes a byte only where some plan goes on so: one that checks, fits the budget, and is written in the one
/// canonical way:
/// <code>
/// a = find("car")⏎  b = within(a, 10)⏎  c = count(b)⏎  return c
/// </code>
/// Names are letters in order, arguments stand by place, texts come from the question or the catalog, numbers from the question (where it says none of their kind: 4 digits and 2
/// behind the point at most, and no sign). So it never runs into a dead end: from wherever it is the plan can be finished.
/// </summary>
internal sealed partial class PlanAutomaton
{
    private static readonly byte[][] s_fixed = [" = "u8.ToArray(), "eturn "u8.ToArray(), "rue"u8.ToArray(), "alse"u8.ToArray(), " "u8.ToArray(), "\n"u8.ToArray()];
    private const byte Assign = 0;
    private const byte Return = 1;
    private const byte True = 2;
    private const byte False = 3;
    private const byte Comma = 4;
    private const byte LineEnd = 5;

    private readonly ToolDeclaration[] _tools;
    private readonly byte[][] _names;
    private readonly byte[][][] _choices;
    private readonly CallPrice _price;
    private readonly PlanReach _reach;
    private readonly ByteTrie _lexicon;
    private readonly long _limit;

    /// <param name="lexicon">Texts that may stand in a plan though the question does not say them.</param>
    public PlanAutomaton(ToolOffer offer, CostProfile profile, TimeSpan budget, ByteTrie lexicon)
    {
        _tools = [.. offer.Tools.OrderBy(tool => tool.Name, StringComparer.Ordinal)];
        _names = [.. _tools.Select(tool => Encoding.ASCII.GetBytes(tool.Name))];
        _choices = [.. _tools.Select(tool => tool.Parameters.Where(p => p.OneOf is not null).SelectMany(p => p.OneOf!).Order(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToArray())];
        (_lexicon, _limit) = (lexicon, WorkUnits.Of(budget));
        _price = new CallPrice(_tools, profile);
        _reach = new PlanReach(_tools, _price);
    }

    public static PlanState Begin(PlanScope scope) => new() { Scope = scope };

    /// <summary>The state after one more byte; false where no plan goes on so.</summary>
    /// <param name="question">Null for any question: <see cref="PlanPhase.Text"/> and <see cref="PlanPhase.SaidNumber"/> may then begin, and not go on.</param>
    public bool Step(ref PlanState state, byte value, QuestionWords? question) => state.Phase switch
    {
        PlanPhase.LineStart => LineStart(ref state, value),
        PlanPhase.Fixed => Fixed(ref state, value),
        PlanPhase.ToolName => ToolName(ref state, value),
        PlanPhase.ArgumentStart => ArgumentStart(ref state, value, question),
        PlanPhase.ArgumentEnd => ArgumentEnd(ref state, value),
        PlanPhase.Choice => Choice(ref state, value),
        PlanPhase.Text => Text(ref state, value),
        PlanPhase.SaidNumber => SaidNumber(ref state, value),
        PlanPhase.Whole or PlanPhase.Point or PlanPhase.Fraction => Number(ref state, value),
        PlanPhase.ReturnName => ReturnName(ref state, value),
        _ => false,
    };

    private bool LineStart(ref PlanState state, byte value)
    {
        if (value == 'r')
            return state.Scope.MayReturn && Go(ref state, Return);
        return state.Scope.CallsLeft > 0 && value == PlanScope.Letters[state.Scope.Count] && AnyToolFits(state.Scope) && Go(ref state, Assign);
    }

    private static bool Go(ref PlanState state, byte word)
    {
        state = state with { Phase = PlanPhase.Fixed, Word = word, Depth = 0 };
        return true;
    }

    private bool Fixed(ref PlanState state, byte value)
    {
        var word = s_fixed[state.Word];
        if (word[state.Depth] != value)
            return false;
        state = state with { Depth = (byte)(state.Depth + 1) };
        if (state.Depth < word.Length)
            return true;
        state = state.Word switch
        {
            Assign => state with { Phase = PlanPhase.ToolName, Tool = 0, Depth = 0, Word = 0 },
            Return => state with { Phase = PlanPhase.ReturnName, Depth = 0, Word = 0 },
            True or False => Given(state, PlanType.Bool),
            Comma => state with { Phase = PlanPhase.ArgumentStart, Depth = 0, Word = 0 },
            _ => new PlanState { Scope = state.Scope },
        };
        return true;
    }

    private bool ToolName(ref PlanState state, byte value)
    {
        for (var tool = (int)state.Tool; tool < _tools.Length && SharesName(tool, state.Tool, state.Depth); tool++)
        {
            var name = _names[tool];
            if (name.Length == state.Depth)
            {
                if (value == '(' && Fits(state.Scope, tool))
                {
                    state = new PlanState { Scope = state.Scope, Phase = PlanPhase.ArgumentStart, Tool = (short)tool };
                    return true;
                }
            }
            else if (name[state.Depth] == value && Fits(state.Scope, tool))
            {
                state = state with { Tool = (short)tool, Depth = (byte)(state.Depth + 1) };
                return true;
            }
        }
        return false;
    }

    /// <summary>The names are sorted, so that those with the same beginning stand together.</summary>
    private bool SharesName(int tool, int first, int depth) =>
        _names[tool].Length >= depth && _names[tool].AsSpan(0, depth).SequenceEqual(_names[first].AsSpan(0, depth));

    private bool AnyToolFits(PlanScope scope)
    {
        for (var tool = 0; tool < _tools.Length; tool++)
        {
            if (Fits(scope, tool))
                return true;
        }
        return false;
    }

    private bool Fits(PlanScope scope, int tool)
    {
        if (scope.Fitting is not { } fitting)
        {
            scope.Fitting = fitting = new bool[_tools.Length];
            for (var i = 0; i < fitting.Length; i++)
                fitting[i] = CanComplete(new PlanState { Scope = scope, Tool = (short)i }, 0, default);
        }
        return fitting[tool];
    }

    private bool ArgumentStart(ref PlanState state, byte value, QuestionWords? question)
    {
        var tool = _tools[state.Tool];
        if (value == ')' && state.Place == 0)
            return Close(ref state);
        if (CallRules.ParameterAt(tool, state.Place) is not { } parameter)
            return false;
        return (char)value switch
        {
            '"' => OpenText(ref state, tool, parameter, question),
            'T' or 'F' => MayGive(state, tool, CallRules.TypeOfLiteral(parameter, state.Arguments, TokenKind.True)) && Go(ref state, value == 'T' ? True : False),
            >= '0' and <= '9' => OpenNumber(ref state, value, tool, parameter, question),
            _ => Name(ref state, tool, parameter, PlanScope.Letters.IndexOf((char)value, StringComparison.Ordinal)),
        };
    }

    private bool Name(ref PlanState state, ToolDeclaration tool, ParameterDeclaration parameter, int name)
    {
        if (name < 0 || name >= state.Scope.Count || !CallRules.TakesName(parameter, state.Arguments, state.Scope.TypeOf(name)))
            return false;
        var used = state with { Used = state.Used | (1u << name) };
        if (!MayGive(used, tool, state.Scope.TypeOf(name)))
            return false;
        state = Given(used, state.Scope.TypeOf(name));
        return true;
    }

    /// <summary>Whether a plan goes on behind an argument of this type here.</summary>
    private bool MayGive(in PlanState state, ToolDeclaration tool, PlanType type)
    {
        if (type == PlanType.None)
            return false;
        var (arguments, place) = (PlanReach.With(tool, state.Arguments, state.Place, type), state.Place + 1);
        return (place < tool.Parameters.Count || CallRules.KeepsRule(tool, arguments, place, null))
            && CanComplete(state, place, arguments);
    }

    private static TypeCounts Unused(in PlanState state)
    {
        var unused = state.Scope.UnusedTypes;
        for (var name = 0; name < state.Scope.Count; name++)
        {
            if ((state.Used & state.Scope.Unused & (1u << name)) != 0)
                unused = unused.Less(state.Scope.TypeOf(name));
        }
        return unused;
    }

    private PlanState Given(in PlanState state, PlanType type) => new()
    {
        Scope = state.Scope, Phase = PlanPhase.ArgumentEnd, Tool = state.Tool, Place = (byte)(state.Place + 1), Used = state.Used,
        Arguments = PlanReach.With(_tools[state.Tool], state.Arguments, state.Place, type),
    };

    private bool ArgumentEnd(ref PlanState state, byte value)
    {
        if (value == ')')
            return Close(ref state);
        return value == ',' && CanGoOn(state) && Go(ref state, Comma);
    }

    /// <summary>Whether there is a further argument that can be given.</summary>
    private bool CanGoOn(in PlanState state)
    {
        var tool = _tools[state.Tool];
        if (CallRules.ParameterAt(tool, state.Place) is not { } parameter)
            return false;
        for (var name = 0; name < state.Scope.Count; name++)
        {
            var type = state.Scope.TypeOf(name);
            if (CallRules.TakesName(parameter, state.Arguments, type) && MayGive(state with { Used = state.Used | (1u << name) }, tool, type))
                return true;
        }
        return HasText(state, tool, parameter) || HasNumber(state, tool, parameter, TokenKind.Int) || HasNumber(state, tool, parameter, TokenKind.Float)
            || MayGive(state, tool, CallRules.TypeOfLiteral(parameter, state.Arguments, TokenKind.True));
    }

    private bool Close(ref PlanState state)
    {
        var (scope, tool) = (state.Scope, _tools[state.Tool]);
        if (After(scope, tool) is not { } after || !_reach.CanClose(state.Tool, state.Place, state.Arguments, Unused(state), scope.Known, after))
            return false;
        var next = scope.After(CallRules.ResultOf(tool, state.Arguments), state.Used, _price.Units(tool, scope.Largest), CallPrice.Size(tool, scope.Largest));
        state = new PlanState { Scope = next, Phase = PlanPhase.Fixed, Word = LineEnd };
        return true;
    }

    private static bool ReturnName(ref PlanState state, byte value)
    {
        var name = PlanScope.Letters.IndexOf((char)value, StringComparison.Ordinal);
        if (name < 0 || !state.Scope.MayReturnName(name))
            return false;
        state = new PlanState { Scope = state.Scope, Phase = PlanPhase.Ended };
        return true;
    }

    /// <summary>What a plan may still do behind a call of the tool; null where the budget does not pay for the call itself.</summary>
    private Allowance? After(PlanScope scope, ToolDeclaration tool)
    {
        var units = _limit - scope.SpentUnits - _price.Units(tool, scope.Largest);
        return units >= 0 ? new Allowance(scope.CallsLeft - 1, units) : null;
    }

    private bool CanComplete(in PlanState state, int place, ArgumentTypes arguments) =>
        After(state.Scope, _tools[state.Tool]) is { } after && _reach.CanComplete(state.Tool, place, arguments, Unused(state), state.Scope.Known, after);
}
