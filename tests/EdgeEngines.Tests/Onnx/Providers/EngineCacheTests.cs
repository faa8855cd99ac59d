using EdgeEngines.Onnx.Providers;
using Xunit;

namespace EdgeEngines.Tests.Onnx.Providers;

public sealed class EngineCacheTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("edge-cache-").FullName;

    private static readonly EngineCacheKey s_key = new(
        "street/../v1", "aa", "1.31.1", "tensorrt 10", TensorRtSettings.Build(new TensorRtOptions(), "fp32", "", null), "1x3x640x640");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Directory_AnythingThatMattersDiffers_IsAnother()
    {
        EngineCacheKey[] keys =
        [
            s_key,
            s_key with { ModelSha256 = "bb" },
            s_key with { RuntimeVersion = "1.30.0" },
            s_key with { Machine = "tensorrt 11" },
            s_key with { InputShape = "2x3x640x640" },
            s_key with { Settings = TensorRtSettings.Build(new TensorRtOptions { Fp16 = false }, "fp32", "", null) },
            s_key with { Settings = TensorRtSettings.Build(new TensorRtOptions { DlaCore = 0 }, "fp32", "", null) },
        ];
        Assert.Equal(keys.Length, keys.Select(k => new EngineCache(_root, k).Directory).Distinct().Count());
    }

    [Fact]
    public void Directory_OnlyPathsOrLoggingDiffer_IsTheSame()
    {
        var moved = s_key with { Settings = TensorRtSettings.Build(new TensorRtOptions { DetailedBuildLog = true }, "fp32", "/elsewhere", null) };
        Assert.Equal(new EngineCache(_root, s_key).Directory, new EngineCache(_root, moved).Directory);
    }

    [Fact]
    public void Prepare_ParentsMissing_MakesThemAndStaysInside()
    {
        var root = Path.Combine(_root, "a", "b");
        var cache = new EngineCache(root, s_key);
        cache.Prepare();
        cache.Prepare();
        Assert.Equal(root, Path.GetDirectoryName(cache.Directory)); // no part of the name is a path
        Assert.Contains("model=aa", File.ReadAllText(Path.Combine(cache.Directory, "key.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_StaleEngine_IsGone()
    {
        var cache = new EngineCache(_root, s_key);
        cache.Prepare();
        var engine = Path.Combine(cache.Directory, "x_sm87.engine");
        File.WriteAllText(engine, "old");
        cache.Clear();
        Assert.False(File.Exists(engine));
        Assert.True(Directory.Exists(cache.Directory));
    }

    [Theory]
    [InlineData("TensorRT EP could not deserialize engine from cache: /x.engine", true)]
    [InlineData("CUDA failure 100: no CUDA-capable device is detected", false)]
    public void IsStale_ByMessage(string message, bool expected) =>
        Assert.Equal(expected, EngineCache.IsStale(new InvalidOperationException(message)));
}
