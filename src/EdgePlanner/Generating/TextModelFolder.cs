using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using Microsoft.Extensions.Logging;

namespace EdgePlanner.Generating;

/// <summary>Opens a model that writes plans from its folder.</summary>
public static class TextModelFolder
{
    /// <summary>Verifies weights and tokenizer, opens them, and reads a few tokens to prove them.</summary>
    /// <param name="path">The folder, with <c>model.json</c>, weights and <c>tokenizer.json</c>.</param>
    /// <exception cref="ModelException">A file is missing, another one than described, no language model, or its tokenizer is another one's.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public static DecoderTextModel Open(string path, EngineOptions engines, ILogger logger) => Open(ModelFolder.Read(path), engines, logger);

    /// <inheritdoc cref="Open(string, EngineOptions, ILogger)"/>
    public static DecoderTextModel Open(ModelFolder folder, EngineOptions engines, ILogger logger)
    {
        var tokenizer = TextTokenizer.Load(folder);
        var decoder = TextDecoderFactory.Load(folder, engines, logger);
        try
        {
            return new DecoderTextModel(decoder, tokenizer);
        }
        catch
        {
            decoder.Dispose();
            throw;
        }
    }
}
