using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>Session options and the provider options behind them, freed together.</summary>
internal sealed class SessionSettings : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public SessionSettings(EngineOptions options)
    {
        Native = new SessionOptions
        {
            IntraOpNumThreads = Math.Max(1, options.IntraOpThreads),
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // A waiting thread that spins takes a core from the cameras.
        Native.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        Native.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
    }

    public SessionOptions Native { get; }

    public void Fix(string symbol, long size) => Native.AddFreeDimensionOverrideByName(symbol, size);

    public void AddTensorRt(Dictionary<string, string> settings)
    {
        var provider = new OrtTensorRTProviderOptions();
        _owned.Add(provider);
        provider.UpdateOptions(settings);
        Native.AppendExecutionProvider_Tensorrt(provider);
    }

    public void AddCuda(Dictionary<string, string> settings)
    {
        var provider = new OrtCUDAProviderOptions();
        _owned.Add(provider);
        provider.UpdateOptions(settings);
        Native.AppendExecutionProvider_CUDA(provider);
    }

    public void Dispose()
    {
        Native.Dispose();
        foreach (var owned in _owned)
            owned.Dispose();
    }
}
