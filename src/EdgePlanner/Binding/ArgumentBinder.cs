using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>Puts the arguments of a call into the order of the tool's parameters and checks each.</summary>
internal ref struct ArgumentBinder(string source, DiagnosticBag diagnostics, int statements)
{
    private readonly string _source = source;
    private readonly DiagnosticBag _diagnostics = diagnostics;
    private short[] _bound = new short[statements * 3];
    private Value[] _constants = new Value[statements];
    private int _constantCount;
    private Slots _placed;
    private Values _seen;

    public int Count { get; private set; }

    public readonly short[] Bound => _bound;

    public readonly Value[] Constants => _constants;

    /// <summary>Binds one call. False where something is wrong with it, which then is in the bag.</summary>
    public bool Bind(
        ToolDeclaration tool, ReadOnlySpan<ArgumentSyntax> arguments, in StatementSyntax call, ref NameTable names, ToolOffer offer, out PlanType type)
    {
        type = PlanType.None;
        if (!Place(tool, arguments, call, out var count))
            return false;
        var good = true;
        var start = Count;
        for (var i = 0; i < count; i++)
        {
            var parameter = tool.Parameters[Math.Min(i, tool.Parameters.Count - 1)];
            var value = Value.None;
            if (_placed[i] < 0)
                Add(Keep(value = parameter.Default));
            else if (arguments[_placed[i]].Kind == TokenKind.Name)
                good &= Name(tool, parameter, arguments[_placed[i]], ref names, offer, out value);
            else
                good &= Literal(tool, parameter, arguments[_placed[i]], out value);
            _seen[i] = value;
        }
        if (!good)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (_placed[i] >= 0)
                good &= Agrees(tool, i, arguments, start);
        }
        if (good && tool.Rule?.Invoke(((Span<Value>)_seen)[..count]) is { } broken)
        {
            _diagnostics.Add(BindingMistake.BrokenRule(call.Span, broken));
            return false;
        }
        type = tool.ResultLike >= 0 ? _seen[tool.ResultLike].Type : tool.Result;
        return good;
    }

    /// <summary>Which argument each parameter gets; −1 for a default.</summary>
    private bool Place(ToolDeclaration tool, ReadOnlySpan<ArgumentSyntax> arguments, in StatementSyntax call, out int count)
    {
        var parameters = tool.Parameters;
        count = parameters.Count;
        for (var i = 0; i < parameters.Count; i++)
            _placed[i] = -1;
        var good = true;
        for (var i = 0; i < arguments.Length; i++)
        {
            var at = i;
            if (!arguments[i].Key.IsEmpty)
            {
                at = tool.IndexOf(arguments[i].Key.In(_source));
                if (at < 0 || parameters[at].Variadic)
                {
                    _diagnostics.Add(BindingMistake.UnknownArgument(arguments[i].Key, tool, _source));
                    good = false;
                    continue;
                }
                if (_placed[at] >= 0)
                {
                    _diagnostics.Add(BindingMistake.DuplicateArgument(arguments[i].Key, tool, _source));
                    good = false;
                    continue;
                }
            }
            else if (at >= parameters.Count && !tool.IsVariadic)
            {
                _diagnostics.Add(BindingMistake.TooManyArguments(arguments[i].Span, tool));
                return false;
            }
            _placed[at] = i;
            count = Math.Max(count, at + 1);
        }
        // An argument under a wrong name is not missed as well.
        for (var i = 0; good && i < parameters.Count; i++)
        {
            if (_placed[i] >= 0 || parameters[i].Optional)
                continue;
            _diagnostics.Add(BindingMistake.MissingArgument(call, tool, parameters[i]));
            return false;
        }
        return good;
    }

    private bool Name(
        ToolDeclaration tool, ParameterDeclaration parameter, in ArgumentSyntax argument, ref NameTable names, ToolOffer offer, out Value value)
    {
        value = Value.None;
        var index = names.IndexOf(argument.Span);
        if (index < 0)
        {
            _diagnostics.Add(BindingMistake.UnknownName(argument.Span, _source, names, offer));
            return false;
        }
        ref var name = ref names.All[index];
        name.Used = true;
        if (name.Step < 0)
            return false; // its own line is reported
        if (parameter.LiteralOnly)
        {
            _diagnostics.Add(BindingMistake.MustBeWritten(argument.Span, tool, parameter));
            return false;
        }
        // A whole number will do where a plain one is asked for; what has a unit will not.
        if (!parameter.Types.Contains(name.Type) && !(name.Type == PlanType.Int && parameter.Types.Contains(PlanType.Float)))
        {
            _diagnostics.Add(BindingMistake.WrongType(argument.Span, tool, parameter, name.Type, _source));
            return false;
        }
        value = Value.Unknown(name.Type, "");
        Add((short)name.Step);
        return true;
    }

    private bool Literal(ToolDeclaration tool, ParameterDeclaration parameter, in ArgumentSyntax argument, out Value value)
    {
        value = Value.None;
        var written = argument.Span.In(_source);
        switch (argument.Kind)
        {
            case TokenKind.Text when parameter.Types.Contains(PlanType.Text):
                return Text(tool, parameter, argument, written[1..^1], out value);
            case TokenKind.True or TokenKind.False when parameter.Types.Contains(PlanType.Bool):
                value = Value.OfBool(argument.Kind == TokenKind.True);
                break;
            case TokenKind.Int or TokenKind.Float:
                var type = NumberLiteral.TypeFor(parameter.Types, argument.Kind);
                if (type != PlanType.None)
                    value = NumberLiteral.Of(type, double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture));
                break;
        }
        if (value.Type == PlanType.None)
        {
            _diagnostics.Add(BindingMistake.WrongLiteral(argument, tool, parameter, _source));
            return false;
        }
        Add(Keep(value));
        return true;
    }

    private bool Text(ToolDeclaration tool, ParameterDeclaration parameter, in ArgumentSyntax argument, ReadOnlySpan<char> written, out Value value)
    {
        value = Value.None;
        // 64 bytes cannot be 65 characters: the count of bytes is only taken of what is short.
        if (written.Length > PlanLimits.TextBytes || Encoding.UTF8.GetByteCount(written) > PlanLimits.TextBytes)
        {
            _diagnostics.Add(BindingMistake.TextTooLong(argument.Span, written));
            return false;
        }
        if (parameter.OneOf is { } choices)
        {
            foreach (var choice in choices)
            {
                if (written.SequenceEqual(choice))
                {
                    Add(Keep(value = Value.OfText(choice)));
                    return true;
                }
            }
            _diagnostics.Add(BindingMistake.NotAChoice(argument.Span, written, tool, parameter));
            return false;
        }
        Add(Keep(value = Value.OfText(written.ToString())));
        return true;
    }

    /// <summary>Parameters that share a type do; a number written out takes the type of its partner.</summary>
    private bool Agrees(ToolDeclaration tool, int at, ReadOnlySpan<ArgumentSyntax> arguments, int start)
    {
        var parameter = tool.Parameters[Math.Min(at, tool.Parameters.Count - 1)];
        var partner = parameter.SameTypeAs;
        if (partner < 0 || _seen[partner].Type == _seen[at].Type)
            return true;
        if (Retype(at, _seen[partner].Type, start) || Retype(partner, _seen[at].Type, start))
            return true;
        _diagnostics.Add(BindingMistake.TypesDiffer(
            arguments[_placed[at]].Span, tool, parameter, _seen[partner].Type, _seen[at].Type, _source));
        return false;
    }

    private bool Retype(int at, PlanType type, int start)
    {
        var value = _seen[at];
        if (!value.IsKnown || value.Type is not (PlanType.Int or PlanType.Float) || !NumberLiteral.Fits(value, type))
            return false;
        _seen[at] = NumberLiteral.Of(type, value.Number);
        _constants[~_bound[start + at]] = _seen[at];
        return true;
    }

    private short Keep(in Value constant)
    {
        if (_constantCount == _constants.Length)
            Array.Resize(ref _constants, Math.Max(4, _constants.Length * 2));
        _constants[_constantCount] = constant;
        return (short)~_constantCount++;
    }

    private void Add(short argument)
    {
        if (Count == _bound.Length)
            Array.Resize(ref _bound, Math.Max(8, _bound.Length * 2));
        _bound[Count++] = argument;
    }

    [InlineArray(PlanLimits.Arguments + 1)]
    private struct Slots
    {
        private int _first;
    }

    [InlineArray(PlanLimits.Arguments + 1)]
    private struct Values
    {
        private Value _first;
    }
}
