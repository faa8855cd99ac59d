using EdgeEngines.Detecting;
using EdgeEngines.Detecting.Heads;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Loads detection engines.</summary>
public static class DetectorFactory
{
    /// <summary>Verifies the file, opens it on the best provider that works, runs it once, and checks that its outputs fit its head.
    /// Takes from milliseconds (CPU) to minutes (first build of a TensorRT engine).</summary>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it as asked.</exception>
    public static IDetector Load(ModelFolder folder, EngineOptions options, ILogger logger) => Load(folder, options, logger, DetectionHead.Create);

    internal static IDetector Load(
        ModelFolder folder, EngineOptions options, ILogger logger, Func<ModelDescription, IReadOnlyList<OutputTensor>, DetectionHead> makeHead)
    {
        if (folder.Description.Task != "detect")
            throw new ModelException($"model '{folder.Description.Name}' is for the task '{folder.Description.Task}', expected detect");
        var detector = new OnnxDetector(folder.Description, new SessionOpener(folder, options, logger).Open(), makeHead);
        try
        {
            detector.CreatePass().Dispose(); // a head that does not fit is found now, not at the first frame
            return detector;
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }
}
