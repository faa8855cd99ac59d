using EdgeEngines.Embedding;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Loads image encoders.</summary>
public static class ImageEncoderFactory
{
    /// <summary>Verifies the file, opens it on the best provider that works, runs it once, and finds the vector among its outputs.</summary>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it as asked.</exception>
    public static IImageEncoder Load(ModelFolder folder, EngineOptions options, ILogger logger)
    {
        if (folder.Description.Task != "embed-image")
            throw new ModelException($"model '{folder.Description.Name}' is for the task '{folder.Description.Task}', expected embed-image");
        var session = new SessionOpener(folder, options, logger).Open();
        try
        {
            return new OnnxImageEncoder(folder.Description, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
