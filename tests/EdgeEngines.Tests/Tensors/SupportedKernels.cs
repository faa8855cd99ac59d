using EdgeEngines.Tensors.Kernels;

namespace EdgeEngines.Tests.Tensors;

/// <summary>Every kind of inner loop that this processor runs.</summary>
internal static class SupportedKernels
{
    public static RowKernels[] All { get; } =
    [
        new ScalarKernels(),
        new Vector128Kernels(),
        .. Avx2Kernels.IsSupported ? [new Avx2Kernels()] : Array.Empty<RowKernels>(),
        .. Avx512Kernels.IsSupported ? [new Avx512Kernels()] : Array.Empty<RowKernels>(),
    ];
}
