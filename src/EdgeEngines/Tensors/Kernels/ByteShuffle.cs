using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeEngines.Tensors.Kernels;

internal static class ByteShuffle
{
    /// <summary>A byte of the window for each pick, 0 for <see cref="GatherPlan.Nothing"/>. Both instructions do so by themselves; the
    /// portable call would guard against it once more on x64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Pick(Vector128<byte> window, Vector128<byte> picks) =>
        Ssse3.IsSupported ? Ssse3.Shuffle(window, picks)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.VectorTableLookup(window, picks)
        : Vector128.Shuffle(window, picks);
}
