using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeWorld.Scenes;

/// <summary>Scene graphs as JSON: snake_case, what is null left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SceneGraph))]
[JsonSerializable(typeof(Exporting.ExportManifest))]
public sealed partial class SceneJson : JsonSerializerContext
{
    public static byte[] Write(SceneGraph graph) => JsonSerializer.SerializeToUtf8Bytes(graph, Default.SceneGraph);

    /// <summary>Reads one graph; a line that is not one is refused by name.</summary>
    public static SceneGraph Read(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.SceneGraph) ?? throw new WorldException($"{source} holds null, not a scene graph");
        }
        catch (JsonException e)
        {
            throw new WorldException($"{source} is not a scene graph as sim export writes it: {e.Message}");
        }
    }
}
