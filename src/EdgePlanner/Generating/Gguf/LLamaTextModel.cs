using EdgeEngines.Generating.Tokens;
using EdgeEngines.Gguf;
using EdgeEngines.Gguf.LlamaCpp;
using EdgeEngines.Models;
using Microsoft.Extensions.Logging;

namespace EdgePlanner.Generating.Gguf;

/// <summary>A model folder's GGUF on llama.cpp: prompt, mask, forced tokens and sampling are those of every decoder in this process, only the arithmetic is another's.</summary>
public static class LLamaTextModel
{
    /// <exception cref="ModelException">A file is missing, another one than described, or no language model.</exception>
    /// <exception cref="EdgeEngines.Onnx.EngineException">The machine cannot run it.</exception>
    /// <exception cref="TextModelException">Tokenizer and weights do not fit.</exception>
    public static DecoderTextModel Open(ModelFolder folder, GgufOptions options, ILogger logger)
    {
        var tokenizer = TextTokenizer.Load(folder);
        var decoder = GgufDecoderFactory.Load(folder, tokenizer, options, logger);
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
