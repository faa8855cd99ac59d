using EdgeEngines.Onnx.Providers;
using Xunit;

namespace EdgeEngines.Tests.Onnx.Providers;

public sealed class ProviderSettingsTests
{
    [Fact]
    public void TensorRt_Defaults_CacheAndHalfPrecision()
    {
        var settings = TensorRtSettings.Build(new TensorRtOptions(), "fp32", "/cache/x", null);
        Assert.Equal("1", settings["trt_fp16_enable"]);
        Assert.Equal("0", settings["trt_int8_enable"]);
        Assert.Equal(("1", "/cache/x"), (settings["trt_engine_cache_enable"], settings["trt_engine_cache_path"]));
        Assert.Equal(("1", "/cache/x"), (settings["trt_timing_cache_enable"], settings["trt_timing_cache_path"]));
        Assert.Equal("1073741824", settings["trt_max_workspace_size"]);
        Assert.DoesNotContain(settings.Keys, k => k.StartsWith("trt_dla", StringComparison.Ordinal) || k.StartsWith("trt_profile", StringComparison.Ordinal));
        Assert.DoesNotContain(settings.Keys, k => k.Contains("calibration", StringComparison.Ordinal)); // quantized files bring their scales
    }

    [Theory]
    [InlineData("int8", false, false, "0", "1")]
    [InlineData("fp32", false, true, "0", "1")]
    [InlineData("fp16", false, false, "1", "0")]
    [InlineData("fp32", true, false, "1", "0")]
    public void TensorRt_Precision_FollowsFileAndOptions(string precision, bool fp16, bool int8, string expectedFp16, string expectedInt8)
    {
        var settings = TensorRtSettings.Build(new TensorRtOptions { Fp16 = fp16, Int8 = int8 }, precision, "c", null);
        Assert.Equal((expectedFp16, expectedInt8), (settings["trt_fp16_enable"], settings["trt_int8_enable"]));
    }

    [Fact]
    public void TensorRt_DlaCore_AlsoTurnsHalfPrecisionOn()
    {
        var settings = TensorRtSettings.Build(new TensorRtOptions { DlaCore = 1, Fp16 = false }, "fp32", "c", null);
        Assert.Equal(("1", "1", "1"), (settings["trt_dla_enable"], settings["trt_dla_core"], settings["trt_fp16_enable"]));
    }

    [Fact]
    public void TensorRt_OpenBatch_GivesAllThreeShapes()
    {
        var settings = TensorRtSettings.Build(new TensorRtOptions(), "fp32", "c", ProfileShapes.ForBatch("images", [3, 640, 384], 4));
        Assert.Equal("images:1x3x640x384", settings["trt_profile_min_shapes"]);
        Assert.Equal("images:4x3x640x384", settings["trt_profile_opt_shapes"]);
        Assert.Equal("images:4x3x640x384", settings["trt_profile_max_shapes"]);
    }

    [Fact]
    public void Cuda_Settings_BoundTheMemory()
    {
        var settings = CudaSettings.Build(new CudaOptions { DeviceId = 1, MemoryLimitBytes = 1 << 20 });
        Assert.Equal(("1", "1048576"), (settings["device_id"], settings["gpu_mem_limit"]));
        Assert.Equal(("kSameAsRequested", "HEURISTIC"), (settings["arena_extend_strategy"], settings["cudnn_conv_algo_search"]));
        Assert.False(CudaSettings.Build(new CudaOptions { MemoryLimitBytes = 0 }).ContainsKey("gpu_mem_limit"));
    }
}
