using System.Globalization;

namespace EdgeEngines.Onnx.Providers;

/// <summary>TensorRT's option keys for one model. Key names as parsed by ONNX Runtime's tensorrt_execution_provider_info.cc.</summary>
internal static class TensorRtSettings
{
    /// <param name="precision">Of the model file: fp32, fp16 or int8.</param>
    /// <param name="shapes">Smallest, usual and largest input where its batch is open; null where all is fixed.</param>
    public static Dictionary<string, string> Build(TensorRtOptions options, string precision, string cacheDirectory, ProfileShapes? shapes)
    {
        var onDla = options.DlaCore is not null;
        var int8 = options.Int8 || precision == "int8";
        var settings = new Dictionary<string, string>
        {
            ["device_id"] = Number(options.DeviceId),
            ["trt_max_workspace_size"] = Number(options.WorkspaceBytes),
            // A DLA core only works in fp16 or int8, and what it cannot run goes to the GPU in fp16.
            ["trt_fp16_enable"] = Flag(options.Fp16 || precision == "fp16" || onDla),
            ["trt_int8_enable"] = Flag(int8),
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = cacheDirectory,
            ["trt_timing_cache_enable"] = "1",
            ["trt_timing_cache_path"] = cacheDirectory,
            ["trt_builder_optimization_level"] = Number(options.BuilderOptimizationLevel),
            ["trt_auxiliary_streams"] = Number(options.AuxiliaryStreams),
            ["trt_detailed_build_log"] = Flag(options.DetailedBuildLog),
            // Passes share the session and run at the same time; one build at a time keeps an 8 GB board alive.
            ["trt_force_sequential_engine_build"] = "1",
        };
        if (options.DlaCore is { } core)
        {
            settings["trt_dla_enable"] = "1";
            settings["trt_dla_core"] = Number(core);
        }
        if (shapes is not null)
        {
            settings["trt_profile_min_shapes"] = shapes.Smallest;
            settings["trt_profile_opt_shapes"] = shapes.Usual;
            settings["trt_profile_max_shapes"] = shapes.Largest;
        }
        return settings;
    }

    private static string Flag(bool on) => on ? "1" : "0";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>As TensorRT writes shapes: <c>images:1x3x640x640</c>.</summary>
internal sealed record ProfileShapes(string Smallest, string Usual, string Largest)
{
    /// <summary>Batches of 1 to <paramref name="mostItems"/>; full ones are the usual ones, because waiting frames fill a batch.</summary>
    public static ProfileShapes ForBatch(string input, ReadOnlySpan<long> itemShape, int mostItems)
    {
        var item = "";
        foreach (var size in itemShape)
            item += "x" + size.ToString(CultureInfo.InvariantCulture);
        var largest = $"{input}:{mostItems}{item}";
        return new ProfileShapes($"{input}:1{item}", largest, largest);
    }
}
