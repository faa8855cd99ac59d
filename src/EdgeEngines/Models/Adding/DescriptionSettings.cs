using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeEngines.Models.Adding;

/// <summary>Settings of the command line, <c>input.mean=1,2,3</c>, laid over a description.</summary>
internal static class DescriptionSettings
{
    /// <exception cref="ModelException">Not FIELD=VALUE, or the description is then wrong; everything wrong is listed.</exception>
    public static ModelDescription Apply(ModelDescription description, IReadOnlyList<string> settings)
    {
        var fields = ModelJson.ToNode(description);
        foreach (var setting in settings)
        {
            var (path, value) = Split(setting);
            Put(fields, path, value);
        }
        List<string> problems = [], unknown = [];
        var changed = ModelJson.Read(fields, problems, unknown);
        problems.AddRange(unknown.Select(field => $"'{field}' is no field of a model description"));
        return changed is not null && problems.Count == 0
            ? changed
            : throw new ModelException($"the settings do not fit:\n  - {string.Join("\n  - ", problems)}");
    }

    public static string Field(string setting) => Split(setting).Path;

    private static (string Path, string Value) Split(string setting)
    {
        var at = setting.IndexOf('=');
        return at > 0 ? (setting[..at].Trim(), setting[(at + 1)..].Trim()) : throw new ModelException($"'{setting}' is no setting, expected FIELD=VALUE, e.g. input.width=640");
    }

    private static void Put(JsonObject fields, string path, string value)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            if (fields[step] is not JsonObject inner)
                fields[step] = inner = [];
            fields = inner;
        }
        fields[steps[^1]] = Parse(value, wantsList: fields[steps[^1]] is JsonArray);
    }

    /// <summary>JSON where it is JSON, else text; <c>a,b</c> where a list is wanted.</summary>
    private static JsonNode? Parse(string value, bool wantsList)
    {
        if (TryJson(value) is { } json && (json is JsonArray || !wantsList))
            return json;
        if (!wantsList)
            return JsonValue.Create(value);
        return TryJson($"[{value}]") ?? new JsonArray([.. value.Split(',').Select(part => (JsonNode)JsonValue.Create(part.Trim()))]);
    }

    private static JsonNode? TryJson(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
