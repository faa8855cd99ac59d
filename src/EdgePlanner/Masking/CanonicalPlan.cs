using System.Globalization;
using System.Text;
using EdgePlanner.Binding;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>A sound plan, written in the one way that <see cref="TokenMask"/> lets a model write: names are letters in order, arguments stand by place, what is as
/// its default at the end of a call is left out. Says the same.</summary>
public static class CanonicalPlan
{
    /// <returns>Null where it cannot be said so: an argument is left out before one that is given.</returns>
    public static string? Of(BoundPlan plan)
    {
        var text = new StringBuilder();
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            ref readonly var step = ref plan.Steps[i];
            text.Append(PlanScope.Letters[i]).Append(" = ").Append(step.Tool.Name).Append('(');
            var arguments = plan.ArgumentsOf(step);
            var count = Written(plan, step, arguments);
            for (var place = 0; place < count; place++)
            {
                if (place > 0)
                    text.Append(", ");
                if (arguments[place] < 0 && plan.Constant(arguments[place]).Type == PlanType.None)
                    return null;
                if (arguments[place] >= 0)
                    text.Append(PlanScope.Letters[arguments[place]]);
                else
                    Append(text, plan.Constant(arguments[place]));
            }
            text.Append(")\n");
        }
        return text.Append("return ").Append(PlanScope.Letters[plan.ResultStep]).ToString();
    }

    private static int Written(BoundPlan plan, in BoundStep step, ReadOnlySpan<short> arguments)
    {
        var count = arguments.Length;
        while (count > step.Tool.Required && count <= step.Tool.Parameters.Count && arguments[count - 1] < 0
            && plan.Constant(arguments[count - 1]) is var value && value.Equals(step.Tool.Parameters[count - 1].Default))
            count--;
        return count;
    }

    private static void Append(StringBuilder text, in Value value) => _ = value.Type switch
    {
        PlanType.Text => text.Append('"').Append(value.Text).Append('"'),
        PlanType.Bool => text.Append(value.Truth ? "True" : "False"),
        PlanType.Int or PlanType.Clock => text.Append(CultureInfo.InvariantCulture, $"{value.Number:0}"),
        _ => text.Append(CultureInfo.InvariantCulture, $"{value.Number:0.##}"),
    };
}
