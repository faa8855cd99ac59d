using EdgePlanner.Language;
using EdgePlanner.Values;

namespace EdgePlanner.Binding;

/// <summary>What a number that stands in a plan becomes: the unit comes from where it stands.</summary>
internal static class NumberLiteral
{
    /// <summary>The type among those that a parameter takes; None where it takes no such number.</summary>
    public static PlanType TypeFor(TypeSet types, TokenKind literal)
    {
        if (literal == TokenKind.Int && types.Contains(PlanType.Int))
            return PlanType.Int;
        for (var type = PlanType.Float; type < PlanType.Moment; type++)
        {
            if (types.Contains(type) && (HasUnit(type) || type == PlanType.Float || (type == PlanType.Clock && literal == TokenKind.Int)))
                return type;
        }
        return PlanType.None;
    }

    /// <summary>Whether a bare number can be said to be of that type.</summary>
    public static bool Fits(in Value number, PlanType type) => type switch
    {
        PlanType.Int or PlanType.Clock => number.Type == PlanType.Int,
        PlanType.Float or PlanType.Moment => true,
        _ => HasUnit(type),
    };

    public static Value Of(PlanType type, double number) => type switch
    {
        PlanType.Int => Value.OfInt((long)number),
        PlanType.Clock => Value.OfClock((int)Math.Clamp(number, int.MinValue, int.MaxValue)),
        PlanType.Moment => Value.OfMoment(number),
        _ => Value.OfNumber(type, number),
    };

    /// <summary>Numbers that measure something.</summary>
    public static bool HasUnit(PlanType type) => type is PlanType.Metres or PlanType.Seconds or PlanType.Degrees or PlanType.MetresPerSecond;
}
