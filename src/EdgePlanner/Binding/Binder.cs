using EdgePlanner.Language;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>Looks up the names and tools of a plan and checks types, units and rules.</summary>
public ref struct Binder
{
    private readonly PlanSyntax _syntax;
    private readonly ToolOffer _offer;
    private readonly DiagnosticBag _diagnostics;
    private readonly ReadOnlySpan<char> _source;
    private readonly BoundStep[] _steps;
    private NameTable _names;
    private int _stepCount;
    private int _result = -1;
    private ArgumentBinder _arguments;

    private Binder(PlanSyntax syntax, ToolOffer offer, DiagnosticBag diagnostics)
    {
        (_syntax, _offer, _diagnostics) = (syntax, offer, diagnostics);
        _source = syntax.Source;
        var statements = syntax.Statements;
        _steps = new BoundStep[Math.Max(0, statements.Length - 1)];
        _names = new(syntax.Source, statements.Length);
        _arguments = new(syntax.Source, diagnostics, statements.Length);
    }

    /// <summary>The bound plan, or null where the bag holds what is wrong.</summary>
    public static BoundPlan? Bind(PlanSyntax syntax, ToolOffer offer, DiagnosticBag diagnostics)
    {
        var binder = new Binder(syntax, offer, diagnostics);
        binder.Run();
        return diagnostics.IsEmpty
            ? new(syntax.Source, offer, binder._steps, binder._arguments.Bound, binder._arguments.Constants, binder._result)
            : null;
    }

    private void Run()
    {
        var statements = _syntax.Statements;
        var returned = false;
        foreach (ref readonly var statement in statements)
        {
            if (_diagnostics.IsFull)
                return;
            if (returned)
            {
                _diagnostics.Add(BindingMistake.AfterReturn(statement.Span));
                return;
            }
            if (statement.Kind == StatementKind.Call)
                Call(statement);
            else if (statement.Kind == StatementKind.Return)
                Return(statement);
            else if (!statement.Name.IsEmpty && _names.IndexOf(statement.Name) < 0)
                _names.Add(statement.Name, PlanType.None, -1);
            returned = statement.Kind == StatementKind.Return
                || (statement.Kind == StatementKind.Broken && statement.Span.In(_source).StartsWith("return"));
        }
        if (!returned && !_syntax.IsCut)
            _diagnostics.Add(BindingMistake.NoReturn(_source, statements));
        // After another mistake a name may well be unused because the line that used it is the broken one.
        if (_diagnostics.IsEmpty)
            Unused();
    }

    private void Return(in StatementSyntax statement)
    {
        var name = _names.IndexOf(statement.Name);
        if (name < 0)
        {
            _diagnostics.Add(BindingMistake.UnknownName(statement.Name, _source, _names, _offer));
            return;
        }
        _names.All[name].Used = true;
        _result = _names.All[name].Step;
    }

    private void Call(in StatementSyntax statement)
    {
        var known = _names.IndexOf(statement.Name);
        if (known >= 0)
            _diagnostics.Add(BindingMistake.ReassignedName(statement.Name, _names.All[known].Span, _source));
        var tool = _offer.Find(statement.Tool.In(_source));
        var type = PlanType.None;
        if (tool is null)
            _diagnostics.Add(BindingMistake.UnknownTool(statement.Tool, _source, _offer));
        else if (!_offer.IsOffered(tool))
            _diagnostics.Add(BindingMistake.ToolNotOffered(statement.Tool, tool, _offer));
        else
            type = Bind(statement, tool);
        if (tool is null || type == PlanType.None)
            UseNames(statement);
        if (known < 0)
            _names.Add(statement.Name, type, type == PlanType.None ? -1 : _stepCount - 1);
    }

    private PlanType Bind(in StatementSyntax statement, ToolDeclaration tool)
    {
        var first = _arguments.Count;
        if (!_arguments.Bind(tool, _syntax.ArgumentsOf(statement), statement, ref _names, _offer, out var type))
            return PlanType.None;
        if (_stepCount < _steps.Length)
            _steps[_stepCount++] = new(tool, first, _arguments.Count - first, type, statement.Name, statement.Span);
        return type;
    }

    /// <summary>A name that a wrong line uses is used.</summary>
    private void UseNames(in StatementSyntax statement)
    {
        foreach (ref readonly var argument in _syntax.ArgumentsOf(statement))
        {
            if (argument.Kind == TokenKind.Name && _names.IndexOf(argument.Span) is >= 0 and var index)
                _names.All[index].Used = true;
        }
    }

    private readonly void Unused()
    {
        foreach (ref readonly var name in _names.All)
        {
            if (!name.Used)
                _diagnostics.Add(BindingMistake.UnusedName(name.Span, _source));
        }
    }
}
