using EdgePlanner.Tools;
using EdgePlanner.Values;
using EdgePlanner.Worlds;

namespace EdgePlanner.Pricing;

/// <summary>
/// Measures what a tool costs by calling it: on one thing and on all things of a world, each time in a world that has seen nothing yet, so that
/// nothing is answered from what an earlier call left. Of the times the ninth of ten is taken: a price is a worst case, but not the
/// one in which the machine slept.
/// </summary>
/// <param name="freshWorld">Makes a world; its things are all used.</param>
public sealed class CostProbe(Func<IWorld> freshWorld, TimeProvider time, int repeats = 10)
{
    /// <summary>Shorter calls are timed many at once: a clock has its steps.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromMicroseconds(50);
    private const int ManyAtOnce = 500;
    private const double LeastMicros = 0.1;

    /// <summary>Null for a tool that cannot be measured here: it throws.</summary>
    /// <exception cref="OperationCanceledException">Asked for between two calls.</exception>
    public ToolCost? Measure(ToolDeclaration tool, CancellationToken cancellationToken)
    {
        var world = freshWorld();
        var all = world.Find("thing", ThingSet.Capacity, cancellationToken);
        var sets = tool.Parameters.Count(parameter => TypeSet.Things.Contains(TypeOf(parameter)));
        try
        {
            if (sets == 0 || all.IsEmpty)
                return new ToolCost(Round(TimeOf(tool, ThingSet.Empty, cancellationToken)));
            var one = TimeOf(tool, ThingSet.Of(all.First), cancellationToken);
            if (all.Count == 1)
                return new ToolCost(LeastMicros, Round(one / sets));
            var each = Math.Max(0, (TimeOf(tool, all, cancellationToken) - one) / (sets * (all.Count - 1)));
            return new ToolCost(Round(Math.Max(0, one - (each * sets))), Round(each));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return null; // whatever a tool throws: it keeps the cost that it declares
        }
    }

    /// <summary>Microseconds of a call.</summary>
    private double TimeOf(ToolDeclaration tool, ThingSet things, CancellationToken cancellationToken)
    {
        var arguments = ArgumentsOf(tool, things);
        var times = new double[repeats];
        for (var i = -1; i < repeats; i++) // the first one warms up
        {
            cancellationToken.ThrowIfCancellationRequested();
            var world = freshWorld();
            var took = Call(tool, world, arguments, 1, cancellationToken);
            if (took < s_short)
                took = Call(tool, world, arguments, ManyAtOnce, cancellationToken) / ManyAtOnce;
            if (i >= 0)
                times[i] = took.TotalMicroseconds;
        }
        Array.Sort(times);
        return times[(int)Math.Ceiling(0.9 * repeats) - 1];
    }

    private TimeSpan Call(ToolDeclaration tool, IWorld world, Value[] arguments, int count, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var i = 0; i < count; i++)
            tool.Body(new() { World = world, Arguments = arguments, Cap = ThingSet.Capacity, Cancellation = cancellationToken });
        return time.GetElapsedTime(start);
    }

    private static Value[] ArgumentsOf(ToolDeclaration tool, ThingSet things)
    {
        var arguments = new Value[tool.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = tool.Parameters[i];
            arguments[i] = parameter.SameTypeAs >= 0 && !parameter.Optional ? arguments[parameter.SameTypeAs]
                : parameter.Optional ? parameter.Default
                : ValueOf(parameter, things);
        }
        return arguments;
    }

    private static PlanType TypeOf(ParameterDeclaration parameter) => parameter.Optional ? parameter.Default.Type : parameter.Types.First;

    private static Value ValueOf(ParameterDeclaration parameter, ThingSet things) => TypeOf(parameter) switch
    {
        PlanType.Boxes => Value.OfBoxes(things),
        PlanType.Tracks => Value.OfSet(PlanType.Tracks, ThingSet.Empty),
        PlanType.Text => Value.OfText(parameter.OneOf?[0] ?? (parameter.Name == "phrase" ? "thing" : "red")),
        PlanType.Bool => Value.OfBool(true),
        PlanType.Int => Value.OfInt(1),
        PlanType.Clock => Value.OfClock(12),
        PlanType.Moment => Value.OfMoment(0),
        var number => Value.OfNumber(number, 10),
    };

    private static double Round(double micros) => Math.Max(LeastMicros, Math.Round(micros, 2, MidpointRounding.ToPositiveInfinity));
}
