using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace EdgeEngines.Models;

/// <summary>Compares the fields of a JSON object with those of a description: missing, unknown and ill-typed ones, all at once.</summary>
internal static class ModelJsonFields
{
    public static void Check(JsonObject found, JsonTypeInfo expected, string path, List<string> problems, List<string> unknown)
    {
        foreach (var (name, _) in found)
        {
            if (expected.Properties.All(p => p.Name != name))
                unknown.Add(path + name);
        }
        foreach (var property in expected.Properties)
            CheckField(found, property, path + property.Name, problems, unknown);
    }

    private static void CheckField(JsonObject found, JsonPropertyInfo property, string path, List<string> problems, List<string> unknown)
    {
        if (!found.TryGetPropertyValue(property.Name, out var value))
        {
            if (property.IsRequired)
                problems.Add($"'{path}' is missing ({Expected(property.PropertyType)})");
            return;
        }
        if (value is null)
        {
            if (!property.IsSetNullable)
                problems.Add($"'{path}' is null, expected {Expected(property.PropertyType)}");
            return;
        }
        var type = ModelJsonContext.Default.GetTypeInfo(property.PropertyType)!;
        if (type.Kind == JsonTypeInfoKind.Object && value is JsonObject inner)
        {
            Check(inner, type, path + ".", problems, unknown);
            return;
        }
        try
        {
            value.Deserialize(type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var text = value.ToJsonString();
            problems.Add($"'{path}' is {(text.Length > 60 ? text[..60] + "…" : text)}, expected {Expected(property.PropertyType)}");
        }
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(float) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TensorLayout) => Names<TensorLayout>(),
        _ when type == typeof(TensorType) => Names<TensorType>(),
        _ when type == typeof(ResizeMode) => Names<ResizeMode>(),
        _ when type == typeof(ChannelOrder) => Names<ChannelOrder>(),
        _ when type == typeof(LetterboxAnchor) => Names<LetterboxAnchor>(),
        _ when type == typeof(IReadOnlyList<string>) => "a list of texts",
        _ when type == typeof(IReadOnlyList<float>) => "a list of numbers",
        _ when type == typeof(IReadOnlyList<int>) => "a list of whole numbers",
        _ when type == typeof(IReadOnlyList<IReadOnlyList<float>>) => "a list of lists of numbers",
        _ when type == typeof(IReadOnlyDictionary<string, string>) => "an object of texts",
        _ when type == typeof(IReadOnlyDictionary<string, double>) => "an object of numbers",
        _ => "an object",
    };

    private static string Names<T>()
        where T : struct, Enum =>
        string.Join(" | ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
