using System.Numerics;

namespace EdgePlanner.Values;

/// <summary>The types that a parameter takes.</summary>
public readonly record struct TypeSet(ushort Bits)
{
    /// <summary>Everything that a plan can name.</summary>
    public static TypeSet Any { get; } = new(0xFFFE);

    /// <summary>Sets of things.</summary>
    public static TypeSet Things { get; } = Of(PlanType.Boxes, PlanType.Tracks);

    /// <summary>What can be put in order.</summary>
    public static TypeSet Ordered { get; } = Of(
        PlanType.Int, PlanType.Float, PlanType.Metres, PlanType.Seconds, PlanType.Degrees, PlanType.MetresPerSecond, PlanType.Clock, PlanType.Moment);

    public static TypeSet Of(params ReadOnlySpan<PlanType> types)
    {
        var bits = 0;
        foreach (var type in types)
            bits |= 1 << (int)type;
        return new((ushort)bits);
    }

    public static implicit operator TypeSet(PlanType type) => Of(type);

    public static TypeSet FromPlanType(PlanType type) => Of(type);

    public static TypeSet operator |(TypeSet one, TypeSet other) => new((ushort)(one.Bits | other.Bits));

    public static TypeSet BitwiseOr(TypeSet left, TypeSet right) => left | right;

    public bool Contains(PlanType type) => (Bits >> (int)type & 1) != 0;

    public bool IsSingle => BitOperations.PopCount(Bits) == 1;

    /// <summary>The only type, or the first.</summary>
    public PlanType First => (PlanType)BitOperations.TrailingZeroCount(Bits);

    public override string ToString()
    {
        if (this == Any)
            return "any type";
        var names = new List<string>();
        for (var type = PlanType.Boxes; type <= PlanType.Moment; type++)
        {
            if (Contains(type))
                names.Add(type.ToString());
        }
        return names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }
}
