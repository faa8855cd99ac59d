using System.Text.Json;

namespace EdgeEngines.Models.Adding;

/// <summary>What lies beside the weights of a decoder, as exporters put it there.</summary>
internal static class GeneratorFiles
{
    public const string Tokenizer = "tokenizer.json", TokenizerConfig = "tokenizer_config.json";
    private const long LargestBytes = 8 << 20;
    private const int MostContext = 1 << 20;

    private static readonly (string File, string[] Path)[] s_contexts =
    [
        ("genai_config.json", ["model", "context_length"]), ("config.json", ["max_position_embeddings"]), ("config.json", ["n_positions"]),
    ];

    public static bool HasTokenizer(string onnxFile) => File.Exists(Beside(onnxFile, Tokenizer));

    /// <summary>The token that ends a text; null where no file says it.</summary>
    public static string? End(string onnxFile)
    {
        if (Read(Beside(onnxFile, TokenizerConfig)) is not { ValueKind: JsonValueKind.Object } config || !config.TryGetProperty("eos_token", out var end))
            return null;
        var name = end.ValueKind == JsonValueKind.Object && end.TryGetProperty("content", out var content) ? content : end;
        return name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }

    public static (int Context, string From)? Context(string onnxFile)
    {
        foreach (var (file, path) in s_contexts)
        {
            var at = Read(Beside(onnxFile, file));
            foreach (var step in path)
                at = at is { ValueKind: JsonValueKind.Object } inner && inner.TryGetProperty(step, out var next) ? next : null;
            if (at is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var context) && context is > 0 and <= MostContext)
                return (context, file);
        }
        return null;
    }

    private static string Beside(string onnxFile, string file) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(onnxFile))!, file);

    private static JsonElement? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(ModelFile.Read(path, LargestBytes));
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or ModelException)
        {
            return null;
        }
    }
}
