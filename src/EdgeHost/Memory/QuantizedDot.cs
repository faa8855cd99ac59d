using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeHost.Memory;

/// <summary>Sums of products of 8-bit rows with a 16-bit query, exact in 32 bits.</summary>
internal static unsafe class QuantizedDot
{
    /// <summary>Rows are padded with zeros to a multiple of this.</summary>
    public const int Step = 16;

    public const int LargestRowValue = 127;

    /// <summary>Above this the sum of so many products could leave 32 bits.</summary>
    public static int LargestQueryValue(int dimensions) => Math.Min(short.MaxValue, int.MaxValue / (LargestRowValue * dimensions));

    /// <param name="length">A multiple of <see cref="Step"/>.</param>
    public static int Of(sbyte* row, short* query, int length) => Avx2.IsSupported ? OfAvx2(row, query, length) : OfPortable(row, query, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int OfAvx2(sbyte* row, short* query, int length)
    {
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < length; i += Step)
            sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(row + i), Vector256.Load(query + i));
        return Vector256.Sum(sum);
    }

    internal static int OfPortable(sbyte* row, short* query, int length)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < length; i += Step)
        {
            var (left, right) = Vector128.Widen(Vector128.Load(row + i));
            sum += Products(left, Vector128.Load(query + i)) + Products(right, Vector128.Load(query + i + 8));
        }
        return Vector128.Sum(sum);
    }

    private static Vector128<int> Products(Vector128<short> one, Vector128<short> other) =>
        (Vector128.WidenLower(one) * Vector128.WidenLower(other)) + (Vector128.WidenUpper(one) * Vector128.WidenUpper(other));
}
