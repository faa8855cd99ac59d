using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Ids 1200–1299; next free: 1208.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1200, LogLevel.Information, "Engine {Model}: runs on {Got} (asked {Asked}), {Precision}, batch {Batch}, loaded in {Milliseconds:F0} ms")]
    public static partial void EngineLoaded(ILogger logger, string model, string got, string asked, string precision, int batch, double milliseconds);

    [LoggerMessage(1201, LogLevel.Information, "Engine {Model}: not on {Reason}")]
    public static partial void ProviderNotGot(ILogger logger, string model, string reason);

    [LoggerMessage(1202, LogLevel.Warning, "Engine {Model}: field '{Field}' of model.json is not known and has no effect")]
    public static partial void UnknownField(ILogger logger, string model, string field);

    [LoggerMessage(1203, LogLevel.Debug, "Engine {Model}: {Count} weights were also inputs of the graph; dropped, so that they are folded")]
    public static partial void WeightInputsDropped(ILogger logger, string model, int count);

    [LoggerMessage(1204, LogLevel.Warning, "Engine {Model}: TensorRT does not accept its cached engine in {Directory}; cleared, building anew")]
    public static partial void EngineCacheCleared(ILogger logger, string model, string directory);

    [LoggerMessage(1205, LogLevel.Warning, "ONNX Runtime [{Category}]: {Message}")]
    public static partial void RuntimeMessage(ILogger logger, string category, string message);

    [LoggerMessage(1206, LogLevel.Error, "Engine {Model}: a run did not end within {Seconds} s of closing; the engine is freed when it does")]
    public static partial void RunOutlivesClose(ILogger logger, string model, double seconds);

    [LoggerMessage(1207, LogLevel.Information, "Engine {Model}: TensorRT builds or loads its engine in {Directory}; a first build takes minutes")]
    public static partial void EngineBuilding(ILogger logger, string model, string directory);
}
