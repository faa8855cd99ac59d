using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace EdgeEngines.Onnx;

/// <summary>ONNX Runtime's one environment a process, made on first use. Its messages go to the logger of whoever came first.</summary>
internal static class OrtRuntime
{
    private static readonly Lock s_gate = new();

    /// <summary>Native code keeps the pointer for the life of the process.</summary>
    private static DOrtLoggingFunction? s_route;

    /// <exception cref="EngineException">The native library is missing or of another version.</exception>
    public static OrtEnv Start(string? nativeDirectory, ILogger logger)
    {
        OrtTelemetry.Disable();
        NativeLibraryLoader.Use(nativeDirectory);
        lock (s_gate)
        {
            try
            {
                if (OrtEnv.IsCreated)
                    return OrtEnv.Instance();
                s_route = (_, _, category, _, _, message) => EngineLog.RuntimeMessage(logger, category, message);
                var options = new EnvironmentCreationOptions
                {
                    logId = "edge",
                    logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
                    loggingFunction = s_route,
                };
                return OrtEnv.CreateInstanceWithOptions(ref options);
            }
            catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or OnnxRuntimeException)
            {
                throw NativeLibraryLoader.Explain(e);
            }
        }
    }

    public static bool IsFailure(Exception e) =>
        e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException or TypeInitializationException;
}
