using System.Globalization;

namespace EdgeEngines.Onnx.Providers;

/// <summary>CUDA's option keys (https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html).</summary>
internal static class CudaSettings
{
    public static Dictionary<string, string> Build(CudaOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture),
            // Doubling would take twice what the model needs, on boards where it is everyone's memory.
            ["arena_extend_strategy"] = "kSameAsRequested",
            ["cudnn_conv_algo_search"] = options.ConvolutionSearch,
            ["do_copy_in_default_stream"] = "1",
        };
        if (options.MemoryLimitBytes > 0)
            settings["gpu_mem_limit"] = options.MemoryLimitBytes.ToString(CultureInfo.InvariantCulture);
        return settings;
    }
}
