using System.Security.Cryptography;
using EdgeEngines.Generating;
using EdgeEngines.Generating.Tokens;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using LLama.Native;
using Microsoft.Extensions.Logging;

namespace EdgeEngines.Gguf.LlamaCpp;

/// <summary>Loads models that llama.cpp runs.</summary>
public static class GgufDecoderFactory
{
    /// <summary>Verifies the file, opens it, and holds its vocabulary against the folder's own: masks and prompts are made with that.</summary>
    /// <exception cref="ModelException">The file is missing, another one, or no model with this vocabulary.</exception>
    /// <exception cref="EngineException">llama.cpp is missing or cannot run it.</exception>
    public static ITextDecoder Load(ModelFolder folder, TextTokenizer tokenizer, GgufOptions options, ILogger logger)
    {
        var model = folder.Description;
        var path = options.File ?? Path.Combine(folder.Path, $"{model.Name}.gguf");
        Verify(model.Name, path, options.Sha256);
        if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
        {
            var library = NativeLibraryConfig.All.WithLogCallback(logger);
            if (options.Library is { } own)
                library.WithLibrary(own, null);
        }
        var decoder = new LLamaTextDecoder(model, path, options);
        for (var token = 0; token < Math.Min(decoder.Vocabulary, tokenizer.Bytes.Count); token++)
        {
            if (decoder.BytesOf(token).AsSpan().SequenceEqual(tokenizer.Bytes[token]))
                continue;
            decoder.Dispose();
            throw new ModelException($"model '{model.Name}': token {token} of {path} is not that of {model.Tokenizer!.Vocabulary}: one of them is another model's");
        }
        return decoder;
    }

    private static void Verify(string name, string path, string? sha256)
    {
        if (!File.Exists(path))
            throw new ModelException($"model '{name}': there is no file {path}");
        using var file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        if (file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual("GGUF"u8))
            throw new ModelException($"model '{name}': {path} is no GGUF: expected a file that begins with these four letters");
        file.Position = 0;
        if (sha256 is not null && Convert.ToHexStringLower(SHA256.HashData(file)) is var found && found != sha256)
            throw new ModelException($"model '{name}': {path} is another file than described: expected sha256 {sha256}, found {found}");
    }
}
