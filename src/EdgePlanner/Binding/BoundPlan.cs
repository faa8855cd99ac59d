using EdgePlanner.Tools;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>A plan that is sound: every name, type and unit agrees. What it costs is the pricer's question.</summary>
public sealed class BoundPlan
{
    private readonly BoundStep[] _steps;
    private readonly short[] _arguments;
    private readonly Value[] _constants;

    internal BoundPlan(string source, ToolOffer offer, BoundStep[] steps, short[] arguments, Value[] constants, int result)
    {
        (Source, Offer, _steps, _arguments, _constants, ResultStep) = (source, offer, steps, arguments, constants, result);
    }

    public string Source { get; }

    /// <summary>The tools that it was checked against.</summary>
    public ToolOffer Offer { get; }

    public ReadOnlySpan<BoundStep> Steps => _steps;

    /// <summary>Index of the step whose result is returned.</summary>
    public int ResultStep { get; }

    public PlanType ResultType => _steps[ResultStep].Type;

    /// <summary>For each argument of a step the slot (0 and up) or, below zero, the complement of the constant's index.</summary>
    public ReadOnlySpan<short> ArgumentsOf(scoped in BoundStep step) => _arguments.AsSpan(step.FirstArgument, step.ArgumentCount);

    /// <summary>The constant of an argument below zero.</summary>
    public ref readonly Value Constant(short argument) => ref _constants[~argument];

    public string NameOf(int step) => _steps[step].Name.In(Source).ToString();
}
