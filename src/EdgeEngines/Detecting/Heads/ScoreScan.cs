using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeEngines.Detecting.Heads;

/// <summary>Finds the few scores worth decoding among many. NaN is above nothing.</summary>
internal static class ScoreScan
{
    /// <summary>Index of the first value above <paramref name="limit"/> at or after <paramref name="from"/>; the length if none is.</summary>
    public static int NextAbove(ReadOnlySpan<float> values, int from, float limit)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var limits = new Vector<float>(limit);
        var one = Vector<float>.Count;
        var i = from;
        for (; i <= values.Length - (4 * one); i += 4 * one)
        {
            var above = Vector.GreaterThan(At(ref first, i), limits) | Vector.GreaterThan(At(ref first, i + one), limits)
                | Vector.GreaterThan(At(ref first, i + (2 * one)), limits) | Vector.GreaterThan(At(ref first, i + (3 * one)), limits);
            if (above != Vector<int>.Zero)
                break;
        }
        for (; i <= values.Length - one; i += one)
        {
            if (Vector.GreaterThanAny(At(ref first, i), limits))
                break;
        }
        for (; i < values.Length; i++)
        {
            if (values[i] > limit)
                return i;
        }
        return values.Length;
    }

    /// <summary>Index of the largest finite value above <paramref name="limit"/>, the first of equals; −1 if none is.</summary>
    public static int Best(ReadOnlySpan<float> values, float limit)
    {
        var best = -1;
        for (var i = NextAbove(values, 0, limit); i < values.Length; i++)
        {
            if (values[i] > limit && values[i] <= float.MaxValue)
                (best, limit) = (i, values[i]);
        }
        return best;
    }

    /// <summary>As <see cref="Best"/>, over every <paramref name="step"/>th value from <paramref name="from"/> to the end.</summary>
    public static int BestStrided(ReadOnlySpan<float> values, int from, int step, float limit)
    {
        var best = -1;
        for (int i = from, index = 0; i < values.Length; i += step, index++)
        {
            if (values[i] > limit && values[i] <= float.MaxValue)
                (best, limit) = (index, values[i]);
        }
        return best;
    }

    /// <summary>Lifts each of <paramref name="highest"/> to the value beside it where that is greater.</summary>
    public static void Raise(Span<float> highest, ReadOnlySpan<float> values)
    {
        ref var to = ref MemoryMarshal.GetReference(highest);
        ref var from = ref MemoryMarshal.GetReference(values[..highest.Length]);
        var i = 0;
        for (; i <= highest.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (old, other) = (At(ref to, i), At(ref from, i));
            Vector.ConditionalSelect(Vector.GreaterThan(other, old), other, old).StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < highest.Length; i++)
        {
            if (values[i] > highest[i])
                highest[i] = values[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> At(ref float first, int index) => Vector.LoadUnsafe(ref first, (nuint)index);
}
