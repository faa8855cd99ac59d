using EdgeEngines.Classifying;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Loads image classifiers.</summary>
public static class ImageClassifierFactory
{
    /// <summary>Verifies the file, opens it on the best provider that works, runs it once, and finds the scores among its outputs.</summary>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it as asked.</exception>
    public static ImageClassifier Load(ModelFolder folder, EngineOptions options, ILogger logger)
    {
        if (folder.Description.Task != "classify")
            throw new ModelException($"model '{folder.Description.Name}' is for the task '{folder.Description.Task}', expected classify");
        var session = new SessionOpener(folder, options, logger).Open();
        try
        {
            return new ImageClassifier(folder.Description, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
