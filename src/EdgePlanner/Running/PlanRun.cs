using System.Runtime.CompilerServices;
using EdgePlanner.Binding;
using EdgePlanner.Language;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Running;

/// <summary>One run of one plan.</summary>
/// <param name="token">Ends a tool: the caller's own, or the clock's.</param>
/// <param name="caller">The caller's own, to tell the two apart.</param>
internal ref struct PlanRun(PricedPlan priced, IWorld world, TimeProvider time, TimeSpan wallClock, CancellationToken token, CancellationToken caller)
{
    private readonly BoundPlan _plan = priced.Plan;
    private readonly Value[] _values = new Value[priced.Plan.Steps.Length];
    private readonly Trace _trace = new(priced.Plan);
    private readonly long _start = time.GetTimestamp();
    private long _stepStart;
    private WorkMeter _meter = new(priced.PriceUnits);
    private Arguments _arguments;

    public PlanOutcome Run()
    {
        _stepStart = _start;
        var steps = _plan.Steps;
        for (var i = 0; i < steps.Length; i++)
        {
            if (Step(i, steps[i]) is { } ended)
                return ended;
        }
        ref readonly var result = ref _values[_plan.ResultStep];
        return result.IsKnown
            ? End(OutcomeKind.Answered, null, result)
            : End(OutcomeKind.Unknown, result.Text ?? "it cannot be told", result);
    }

    /// <summary>Runs one step; an outcome where the run ends with it.</summary>
    private PlanOutcome? Step(int index, in BoundStep step)
    {
        var bound = _plan.ArgumentsOf(step);
        for (var i = 0; i < bound.Length; i++)
            _arguments[i] = bound[i] >= 0 ? _values[bound[i]] : _plan.Constant(bound[i]);
        var ended = Call(step.Tool, bound.Length, step.Type, step.Span, index, null, out _values[index]);
        if (ended is null && step.Tool.RepairsPhrase && _values[index] is { IsKnown: true, Set.IsEmpty: true })
            ended = Repair(index, step);
        return ended;
    }

    private PlanOutcome? Repair(int index, in BoundStep step)
    {
        if (PhraseRepair.For(_plan, step) is not { } repair)
            return null;
        _arguments[0] = Value.OfText(repair.Noun);
        var ended = Call(step.Tool, 1, step.Type, step.Span, index, [ToolSignature.Literal(_arguments[0])], out var found);
        if (ended is not null || found is not { IsKnown: true, Set.IsEmpty: false })
            return ended;
        var arguments = new string[repair.Words.Length + 1];
        arguments[0] = $"find(\"{repair.Noun}\")";
        _arguments[0] = found;
        for (var i = 0; i < repair.Words.Length; i++)
        {
            _arguments[i + 1] = Value.OfText(repair.Words[i]);
            arguments[i + 1] = ToolSignature.Literal(_arguments[i + 1]);
        }
        return Call(repair.Where, arguments.Length, step.Type, step.Span, index, arguments, out _values[index]);
    }

    private PlanOutcome? Call(
        ToolDeclaration tool, int count, PlanType type, SourceSpan span, int index, string[]? repair, out Value result)
    {
        result = Value.None;
        if (Stopped() is { } stopped)
            return stopped;
        ReadOnlySpan<Value> arguments = ((Span<Value>)_arguments)[..count];
        var (unknown, confidence) = Weigh(arguments);
        if (unknown >= 0 && !tool.TakesUnknown)
        {
            result = Value.Unknown(type, arguments[unknown].Text ?? "");
            return Record(tool, result, index, repair);
        }
        var (first, sum, largest) = Sizes(arguments);
        if (!_meter.TryCharge(WorkUnits.Of(priced.Profile.CostOf(tool), sum)))
            return End(OutcomeKind.OverBudget, $"`{tool.Name}` would take more than the plan was priced at", Value.None);
        try
        {
            result = tool.Body(new() { World = world, Arguments = arguments, Cap = priced.Cap, Cancellation = token });
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Stopped();
        }
        catch (Exception e) // whatever a tool throws is its failure, told as such; it never reaches the caller
        {
            return End(OutcomeKind.Failed, $"`{tool.Name}` failed: {e.Message}", Value.None);
        }
        if (result.Type != type)
            return End(OutcomeKind.Failed, $"`{tool.Name}` gave {result.Type} where it declares {type}", Value.None);
        if (TypeSet.Things.Contains(type) && result.Set.Count > Pricer.SizeOf(tool.Size, first, sum, largest, priced.Cap))
            return End(OutcomeKind.Failed, $"`{tool.Name}` gave a larger set than it declares", Value.None);
        if (!tool.TakesUnknown && confidence < result.Confidence)
            result = result.WithConfidence(confidence);
        return Record(tool, result, index, repair) ?? Stopped();
    }

    /// <summary>The first unknown argument (−1 for none), and how sure the least sure one is.</summary>
    private static (int Unknown, float Confidence) Weigh(ReadOnlySpan<Value> arguments)
    {
        var (unknown, confidence) = (-1, 1f);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].IsUnknown && unknown < 0)
                unknown = i;
            if (arguments[i].IsKnown)
                confidence = Math.Min(confidence, arguments[i].Confidence);
        }
        return (unknown, confidence);
    }

    private static (int First, int Sum, int Largest) Sizes(ReadOnlySpan<Value> arguments)
    {
        var (first, sum, largest) = (-1, 0, 0);
        foreach (ref readonly var argument in arguments)
        {
            if (!TypeSet.Things.Contains(argument.Type))
                continue;
            var count = argument.Set.Count;
            first = first < 0 ? count : first;
            sum += count;
            largest = Math.Max(largest, count);
        }
        return (Math.Max(0, first), sum, largest);
    }

    private PlanOutcome? Record(ToolDeclaration tool, in Value result, int index, string[]? repair)
    {
        var now = time.GetTimestamp();
        _trace.Add(new(index, tool, result, time.GetElapsedTime(_stepStart, now), repair));
        _stepStart = now;
        return null;
    }

    private PlanOutcome? Stopped()
    {
        if (caller.IsCancellationRequested)
            return End(OutcomeKind.Failed, "cancelled", Value.None);
        return token.IsCancellationRequested || time.GetElapsedTime(_start, _stepStart) > wallClock
            ? End(OutcomeKind.OverBudget, $"the time is up: {wallClock.TotalMilliseconds:0} ms", Value.None)
            : null;
    }

    private readonly PlanOutcome End(OutcomeKind kind, string? reason, in Value value) => new(kind, value, _trace, [], reason, _meter.Spent);

    [InlineArray(PlanLimits.Arguments + 1)]
    private struct Arguments
    {
        private Value _first;
    }
}
