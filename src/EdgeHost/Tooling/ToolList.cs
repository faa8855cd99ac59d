using System.Text.Encodings.Web;
using System.Text.Json;
using EdgePlanner.Tools;

namespace EdgeHost.Tooling;

/// <summary>The tools of a device as JSON: <c>{tools: [{name, signature, documentation, examples, needs, packs, cost, engine?}], problems: []}</c>.</summary>
internal static class ToolList
{
    public static byte[] Json(Toolbox toolbox)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            var engines = toolbox.Bound.ToDictionary(tool => tool.Declaration.Name, tool => tool.Engine, StringComparer.Ordinal);
            json.WriteStartObject();
            json.WriteStartArray("tools");
            foreach (var tool in toolbox.Catalog.Tools)
                Write(json, tool, engines.GetValueOrDefault(tool.Name));
            json.WriteEndArray();
            Texts(json, "problems", toolbox.Problems);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ToolDeclaration tool, string? engine)
    {
        json.WriteStartObject();
        json.WriteString("name", tool.Name);
        json.WriteString("signature", tool.ToString());
        json.WriteString("documentation", tool.Documentation);
        Texts(json, "examples", tool.Examples);
        Texts(json, "needs", ToolReference.NeedsOf(tool));
        json.WriteString("packs", ToolPackNames.Of(tool.Packs));
        json.WriteStartObject("cost");
        json.WriteNumber("fixed_micros", tool.Cost.FixedMicros);
        json.WriteNumber("per_element_micros", tool.Cost.PerElementMicros);
        json.WriteEndObject();
        if (engine is not null)
            json.WriteString("engine", engine);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
