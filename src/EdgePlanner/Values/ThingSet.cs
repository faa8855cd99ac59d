using System.Numerics;

namespace EdgePlanner.Values;

/// <summary>A thing of a world: its place in the world's list of things in the picture, or of things remembered.</summary>
public readonly record struct Thing(byte Index);

/// <summary>Things of a world as a mask, so that joining and narrowing sets costs an instruction and no memory.</summary>
public readonly record struct ThingSet(ulong Bits)
{
    /// <summary>Most things that a set holds, and that a world shows.</summary>
    public const int Capacity = 64;

    public static ThingSet Empty => default;

    public int Count => BitOperations.PopCount(Bits);

    public bool IsEmpty => Bits == 0;

    /// <summary>The thing of lowest index; of an empty set there is none.</summary>
    public Thing First => new((byte)BitOperations.TrailingZeroCount(Bits));

    /// <summary>The first <paramref name="count"/> things of a world.</summary>
    public static ThingSet FirstOf(int count) => new(count >= Capacity ? ulong.MaxValue : (1UL << count) - 1);

    public static ThingSet Of(Thing thing) => new(1UL << thing.Index);

    public static ThingSet operator |(ThingSet one, ThingSet other) => new(one.Bits | other.Bits);

    public static ThingSet operator &(ThingSet one, ThingSet other) => new(one.Bits & other.Bits);

    public static ThingSet operator -(ThingSet one, ThingSet other) => new(one.Bits & ~other.Bits);

    public static ThingSet BitwiseOr(ThingSet left, ThingSet right) => left | right;

    public static ThingSet BitwiseAnd(ThingSet left, ThingSet right) => left & right;

    public static ThingSet Subtract(ThingSet left, ThingSet right) => left - right;

    public bool Contains(Thing thing) => (Bits >> thing.Index & 1) != 0;

    public ThingSet With(Thing thing) => new(Bits | (1UL << thing.Index));

    public Things GetEnumerator() => new(Bits);

    /// <summary>Walks a set from the lowest index up.</summary>
    public struct Things(ulong bits)
    {
        private ulong _left = bits;

        public Thing Current { get; private set; }

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            Current = new((byte)BitOperations.TrailingZeroCount(_left));
            _left &= _left - 1;
            return true;
        }
    }
}
