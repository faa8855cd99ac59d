using EdgeEngines.Onnx.Providers;

namespace EdgeEngines.Onnx;

/// <summary>How engines are loaded and run; section <c>Engines</c>.</summary>
public sealed class EngineOptions
{
    /// <summary>Execution providers, best first: <c>TensorRT, CUDA, CPU</c>. Empty asks for all three. What a machine or build lacks
    /// is passed over, with the reason in the report; without CPU in the list an engine fails rather than fall back to it.</summary>
    public IList<string> Providers { get; set; } = [];

    /// <summary>Threads inside one run on the CPU. 1, because several one-thread passes in flight are faster and steadier than one
    /// many-thread run (two cores: 515 against 391 runs/s).</summary>
    public int IntraOpThreads { get; set; } = 1;

    /// <summary>Most frames in one run, for models with an open batch dimension. 1: a CPU gains nothing from batches, and each frame
    /// would wait for the others.</summary>
    public int MaxBatch { get; set; } = 1;

    /// <summary>Directory with <c>libonnxruntime.so</c> and its provider libraries. Null takes the one that came with the build; on a
    /// Jetson none did, and it must be said.</summary>
    public string? NativeDirectory { get; set; }

    /// <summary>Where TensorRT keeps the engines it builds, minutes each: keep it over restarts.</summary>
    public string CacheDirectory { get; set; } = "cache/engines";

    /// <summary>Larger model files are refused. 1 GiB: a guard against the wrong file, not a limit of the engine.</summary>
    public long MaxModelBytes { get; set; } = 1L << 30;

    public TensorRtOptions TensorRt { get; set; } = new();

    public CudaOptions Cuda { get; set; } = new();
}
