using System.Text;

namespace EdgePlanner.Language;

/// <summary>
/// Reads a plan line by line. Never throws and never gives up before the end: a line that is not understood gives one message and is
/// skipped. One pass, no look-back; the work is linear in the source.
/// </summary>
public ref struct Parser
{
    private readonly string _source;
    private readonly DiagnosticBag _diagnostics;
    private Lexer _lexer;
    private Token _token;
    private int _tokens;
    private StatementSyntax[] _statements;
    private int _statementCount;
    private ArgumentSyntax[] _arguments;
    private int _argumentCount;
    private bool _isCut;

    private Parser(string source, DiagnosticBag diagnostics)
    {
        (_source, _diagnostics) = (source, diagnostics);
        _lexer = new(source);
        // What a plan of six lines takes; larger ones grow once or twice.
        (_statements, _arguments) = (new StatementSyntax[8], new ArgumentSyntax[12]);
    }

    /// <summary>Reads a plan; what is wrong with it goes into the bag.</summary>
    public static PlanSyntax Parse(string source, DiagnosticBag diagnostics)
    {
        // Characters first: counting bytes of a huge source would be work without a bound.
        if (source.Length > PlanLimits.SourceBytes || Encoding.UTF8.GetByteCount(source) > PlanLimits.SourceBytes)
        {
            diagnostics.Add(SyntaxMistake.SourceTooLong());
            return new("", [], 0, [], 0);
        }
        var parser = new Parser(source, diagnostics);
        parser.Run();
        return new(source, parser._statements, parser._statementCount, parser._arguments, parser._tokens) { IsCut = parser._isCut };
    }

    private void Run()
    {
        Advance();
        while (_token.Kind != TokenKind.End && !_diagnostics.IsFull)
        {
            if (_token.Kind == TokenKind.NewLine)
            {
                Advance();
                continue;
            }
            if (_statementCount == PlanLimits.Statements)
            {
                _diagnostics.Add(SyntaxMistake.TooManyStatements(_token.Span));
                _isCut = true;
                return;
            }
            Statement();
            while (_token.Kind is not (TokenKind.NewLine or TokenKind.End))
                Advance();
        }
    }

    private void Statement()
    {
        var first = _token;
        if (first.Span.Start > 0 && _source[first.Span.Start - 1] is ' ' or '\t')
            _diagnostics.Add(SyntaxMistake.Indented(first.Span));
        var (name, tool, from) = (default(SourceSpan), default(SourceSpan), _argumentCount);
        var kind = first.Kind == TokenKind.Return ? StatementKind.Return : StatementKind.Call;
        var last = first.Span;
        var understood = kind == StatementKind.Return ? Return(out name, ref last) : Call(out name, out tool, ref last);
        if (!understood)
            (kind, _argumentCount) = (StatementKind.Broken, from);
        if (_statementCount == _statements.Length)
            Array.Resize(ref _statements, PlanLimits.Statements);
        _statements[_statementCount++] = new(kind, name, tool, from, _argumentCount - from, SourceSpan.Between(first.Span, last));
    }

    private bool Return(out SourceSpan name, ref SourceSpan last)
    {
        Advance();
        name = default;
        if (_token.Kind != TokenKind.Name)
            return Fail(SyntaxMistake.ExpectedReturnName(_token, _source));
        last = name = _token.Span;
        Advance();
        return _token.Kind == TokenKind.OpenParenthesis ? Fail(SyntaxMistake.ReturnedCall(last, _source)) : LineEnds();
    }

    private bool Call(out SourceSpan name, out SourceSpan tool, ref SourceSpan last)
    {
        (name, tool) = (default, default);
        if (_token.Kind != TokenKind.Name)
            return Fail(SyntaxMistake.ExpectedStatement(_token, _source));
        var given = _token.Span;
        Advance();
        // What is called without a name has none; of any other mistake the line's name is known.
        name = _token.Kind == TokenKind.OpenParenthesis ? default : given;
        if (_token.Kind != TokenKind.Equals)
            return Fail(SyntaxMistake.ExpectedEquals(_token, given, _source));
        Advance();
        if (_token.Kind != TokenKind.Name)
            return Fail(SyntaxMistake.ExpectedCall(_token, _source));
        last = tool = _token.Span;
        Advance();
        if (_token.Kind != TokenKind.OpenParenthesis)
            return Fail(SyntaxMistake.ExpectedParenthesis(_token, tool, _source));
        Advance();
        if (!Arguments())
            return false;
        last = _token.Span;
        Advance();
        return LineEnds();
    }

    /// <summary>Up to the closing parenthesis, which stays the current word.</summary>
    private bool Arguments()
    {
        if (_token.Kind == TokenKind.CloseParenthesis)
            return true;
        var (count, keyed) = (0, false);
        while (true)
        {
            if (!Argument(ref keyed))
                return false;
            if (++count > PlanLimits.Arguments)
                return Fail(SyntaxMistake.TooManyArguments(_arguments[_argumentCount - 1].Span));
            if (_token.Kind == TokenKind.CloseParenthesis)
                return true;
            if (_token.Kind != TokenKind.Comma)
                return Fail(SyntaxMistake.ExpectedComma(_token, _arguments[_argumentCount - 1], _source));
            Advance();
        }
    }

    private bool Argument(ref bool keyed)
    {
        var value = _token;
        if (!IsValue(value.Kind))
            return Fail(SyntaxMistake.ExpectedArgument(value, _source));
        Advance();
        var key = default(SourceSpan);
        if (value.Kind == TokenKind.Name && _token.Kind == TokenKind.Equals)
        {
            key = value.Span;
            keyed = true;
            Advance();
            value = _token;
            if (!IsValue(value.Kind))
                return Fail(SyntaxMistake.ExpectedArgument(value, _source));
            Advance();
        }
        else if (keyed)
        {
            return Fail(SyntaxMistake.PlaceAfterKey(value.Span));
        }
        if (value.Kind == TokenKind.Name && _token.Kind == TokenKind.OpenParenthesis)
            return Fail(SyntaxMistake.NestedCall(value.Span, _source));
        if (_argumentCount == _arguments.Length)
            Array.Resize(ref _arguments, _arguments.Length * 2);
        _arguments[_argumentCount++] = new(key, value.Kind, value.Span);
        return true;
    }

    private bool LineEnds() => _token.Kind is TokenKind.NewLine or TokenKind.End || Fail(SyntaxMistake.ExpectedLineEnd(_token, _source));

    private static bool IsValue(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.Text or TokenKind.Int or TokenKind.Float or TokenKind.True or TokenKind.False;

    private readonly bool Fail(Diagnostic mistake)
    {
        _diagnostics.Add(mistake);
        return false;
    }

    private void Advance()
    {
        _token = _lexer.Next();
        _tokens++;
    }
}
