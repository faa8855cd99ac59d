using EdgeEngines.Embedding;
using EdgeEngines.Embedding.Tokens;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Onnx;

/// <summary>Loads text encoders.</summary>
public static class TextEncoderFactory
{
    /// <summary>Reads the vocabulary, verifies the weights, opens them on the best provider that works, and runs them with the last token
    /// of the vocabulary.</summary>
    /// <exception cref="ModelException">The model or its vocabulary cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it as asked.</exception>
    public static ITextEncoder Load(ModelFolder folder, EngineOptions options, ILogger logger)
    {
        if (folder.Description.Task != "embed-text")
            throw new ModelException($"model '{folder.Description.Name}' is for the task '{folder.Description.Task}', expected embed-text");
        var tokens = TextTokens.Load(folder);
        var session = new SessionOpener(folder, options, logger).Open();
        try
        {
            return new OnnxTextEncoder(folder.Description, session, tokens);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
