using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgePlanner.Binding;
using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Running;

/// <summary>Every step of a run with its result and time. Nothing is put into words before somebody reads it.</summary>
public sealed class Trace
{
    private readonly BoundPlan? _plan;
    private TraceStep[] _steps;

    internal Trace(BoundPlan? plan) => (_plan, _steps) = (plan, plan is null ? [] : new TraceStep[plan.Steps.Length]);

    public static Trace Empty { get; } = new(null);

    public int Count { get; private set; }

    public ReadOnlySpan<TraceStep> Steps => _steps.AsSpan(0, Count);

    internal void Add(in TraceStep step)
    {
        if (Count == _steps.Length)
            Array.Resize(ref _steps, (_steps.Length * 2) + 1);
        _steps[Count++] = step;
    }

    /// <summary>One line a step: the call, its result, its milliseconds.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (ref readonly var step in Steps)
        {
            if (step.Repair is not null)
                text.Append("  repair: ");
            else
                text.Append(_plan!.NameOf(step.Step)).Append(" = ");
            text.Append(step.Tool.Name).Append('(').AppendJoin(", ", Arguments(step)).Append(") -> ").Append(step.Result.ToString());
            text.Append(CultureInfo.InvariantCulture, $"  [{step.Time.TotalMilliseconds:0.###} ms]\n");
        }
        return text.ToString();
    }

    /// <summary>An array of <c>{tool, args, result, ms}</c>; a step that a repair made also has <c>repair: true</c>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ref readonly var step in Steps)
        {
            json.WriteStartObject();
            json.WriteString("tool", step.Tool.Name);
            json.WriteStartArray("args");
            foreach (var argument in Arguments(step))
                json.WriteStringValue(argument);
            json.WriteEndArray();
            json.WriteString("result", step.Result.ToString());
            json.WriteNumber("ms", Math.Round(step.Time.TotalMilliseconds, 3));
            if (step.Repair is not null)
                json.WriteBoolean("repair", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private List<string> Arguments(in TraceStep step)
    {
        if (step.Repair is { } repair)
            return [.. repair];
        var texts = new List<string>();
        foreach (var argument in _plan!.ArgumentsOf(_plan.Steps[step.Step]))
        {
            if (argument >= 0)
                texts.Add(_plan.NameOf(argument));
            else if (_plan.Constant(argument).Type != PlanType.None)
                texts.Add(ToolSignature.Literal(_plan.Constant(argument)));
        }
        return texts;
    }
}
