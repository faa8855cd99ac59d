using System.Numerics;
using EdgePlanner.Values;

namespace EdgePlanner.Masking;

/// <summary>How many names of each type, up to 15 of one.</summary>
internal readonly record struct TypeCounts(ulong Nibbles)
{
    public int this[PlanType type] => (int)(Nibbles >> (4 * (int)type)) & 15;

    public int Total
    {
        get
        {
            var total = 0;
            for (var rest = Nibbles; rest != 0; rest >>= 4)
                total += (int)(rest & 15);
            return total;
        }
    }

    public TypeCounts Plus(PlanType type) => new(Nibbles + (1UL << (4 * (int)type)));

    /// <summary>One less of the type, where there is any.</summary>
    public TypeCounts Less(PlanType type) => this[type] == 0 ? this : new(Nibbles - (1UL << (4 * (int)type)));

    public static TypeCounts Of(ReadOnlySpan<PlanType> types, uint among)
    {
        var counts = default(TypeCounts);
        for (; among != 0; among &= among - 1)
            counts = counts.Plus(types[BitOperations.TrailingZeroCount(among)]);
        return counts;
    }
}
