namespace EdgeEngines.Onnx.Providers;

/// <summary>CUDA's settings; section <c>Engines:Cuda</c>.</summary>
public sealed class CudaOptions
{
    public int DeviceId { get; set; }

    /// <summary>Most memory the arena takes; 0 for no limit. On a Jetson it is the memory of everything else, too.</summary>
    public long MemoryLimitBytes { get; set; } = 2L << 30;

    /// <summary><c>HEURISTIC</c> starts at once; <c>EXHAUSTIVE</c> tries every algorithm at the first run of each shape.</summary>
    public string ConvolutionSearch { get; set; } = "HEURISTIC";
}
