using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EdgeEngines.Models;

/// <summary>Text of a <c>model.json</c> to a description and back.</summary>
internal static class ModelJson
{
    /// <summary>Generated code sets every <c>init</c> property, absent ones to null or 0: so what the file leaves out is laid under
    /// it from here first.</summary>
    private static readonly ModelDescription s_defaults = new()
    {
        Name = "",
        Task = "",
        File = "",
        Sha256 = "",
        Input = new InputDescription { Name = "", Width = 0, Height = 0 },
        Head = new HeadDescription { Kind = "" },
        Text = new TextDescription(),
        Tokenizer = new TokenizerDescription { Kind = "", Vocabulary = "" },
        Embedding = new EmbeddingDescription(),
        Generation = new GenerationDescription { End = "" },
    };

    /// <summary>Objects that a description may lack.</summary>
    private static readonly string[] s_optional = ["head", "text", "tokenizer", "embedding", "generation"];

    public static string Write(ModelDescription model) => JsonSerializer.Serialize(model, ModelJsonContext.Default.ModelDescription) + "\n";

    public static JsonObject ToNode(ModelDescription model) =>
        JsonSerializer.SerializeToNode(model, ModelJsonContext.Default.ModelDescription)!.AsObject();

    /// <summary>Reads as far as it can: everything wrong is put into <paramref name="problems"/>, fields that nobody knows into
    /// <paramref name="unknown"/>.</summary>
    /// <returns>Null when there are problems.</returns>
    public static ModelDescription? Read(string text, List<string> problems, List<string> unknown)
    {
        JsonNode? file;
        try
        {
            file = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            _ = (file as JsonObject)?.Count; // a key given twice is found on first use
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            problems.Add($"it is not JSON: {e.Message}");
            return null;
        }
        if (file is not JsonObject fields)
        {
            problems.Add("it is not a JSON object, expected {\"name\": …}");
            return null;
        }
        return Read(fields, problems, unknown);
    }

    public static ModelDescription? Read(JsonObject fields, List<string> problems, List<string> unknown)
    {
        try
        {
            ModelJsonFields.Check(fields, ModelJsonContext.Default.ModelDescription, "", problems, unknown);
            if (problems.Count > 0)
                return null;
            return LayOver(s_defaults, fields).Deserialize(ModelJsonContext.Default.ModelDescription);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            problems.Add(e.Message);
            return null;
        }
    }

    private static JsonObject LayOver(ModelDescription defaults, JsonObject fields)
    {
        var whole = ToNode(defaults);
        foreach (var name in s_optional.Where(name => fields[name] is not JsonObject))
            whole.Remove(name);
        foreach (var (name, value) in fields)
        {
            if (value is JsonObject inner && (name == "input" || s_optional.Contains(name)) && whole[name] is JsonObject under)
            {
                foreach (var (innerName, innerValue) in inner)
                    under[innerName] = innerValue?.DeepClone();
            }
            else
            {
                whole[name] = value?.DeepClone();
            }
        }
        return whole;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(SnakeCaseEnum<TensorLayout>), typeof(SnakeCaseEnum<TensorType>), typeof(SnakeCaseEnum<ResizeMode>),
        typeof(SnakeCaseEnum<ChannelOrder>), typeof(SnakeCaseEnum<LetterboxAnchor>),
    ])]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;

/// <summary><c>top_left</c> for <c>TopLeft</c>; numbers are not taken.</summary>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
