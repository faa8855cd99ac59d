using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgeHost.Tooling;

/// <summary>Reads a <c>tool.json</c> as what it is, a stranger's file: sizes first, then every field; all that is wrong is said at once.</summary>
internal static class ToolFileReader
{
    /// <summary>Documentation and examples take a few kilobytes.</summary>
    private const long MostBytes = 64 << 10;
    private const int DeepestJson = 8;

    private static readonly Dictionary<string, ToolShape> s_shapes = Enum.GetValues<ToolShape>().ToDictionary(shape => shape.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, ToolPacks> s_packs =
        new(StringComparer.Ordinal) { ["core"] = ToolPacks.Core, ["vehicle"] = ToolPacks.Vehicle, ["wearable"] = ToolPacks.Wearable, ["field"] = ToolPacks.Field };

    /// <exception cref="ToolFileException">All that is wrong with it.</exception>
    public static ToolFile Read(string path)
    {
        List<string> problems = [];
        var file = Parse(path, problems) is { } fields ? Check(path, new ToolFields(fields, "", problems), problems) : null;
        return file is not null && problems.Count == 0 ? file : throw new ToolFileException(path, problems);
    }

    private static JsonObject? Parse(string path, List<string> problems)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MostBytes)
            {
                problems.Add($"it has {length} bytes, at most {MostBytes} are taken");
                return null;
            }
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = DeepestJson };
            var node = JsonNode.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'), documentOptions: options);
            _ = (node as JsonObject)?.Count; // a key given twice is found on first use
            if (node is JsonObject fields)
                return fields;
            problems.Add("it is no JSON object, expected {\"name\": …}");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            problems.Add($"it is no JSON in UTF-8: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"it cannot be read: {e.Message}");
        }
        return null;
    }

    private static ToolFile? Check(string path, ToolFields fields, List<string> problems)
    {
        try
        {
            var name = Name(fields, problems);
            var shape = fields.OneOf("shape", s_shapes, required: true);
            var model = Model(fields, "model", problems, required: true);
            var detector = Model(fields, "text_detector", problems, required: shape == ToolShape.Read);
            var label = fields.Text("label", 64);
            var score = fields.Number("min_score", 0, 1);
            var documentation = fields.Text("documentation", 600, required: true);
            var examples = fields.Texts("examples", 5, 1024, required: true);
            var questions = fields.Objects("questions", 20).Select(Question).ToList();
            var pack = fields.OneOf("pack", s_packs);
            var cost = Cost(fields.Object("cost"));
            Suits(shape, fields, problems);
            fields.Rest();
            return name is null || shape is null || model is null || documentation is null || questions.Contains(null)
                ? null
                : new ToolFile(path, name, shape.Value, model, detector, label, score ?? 0.5, documentation, examples, questions!, pack ?? ToolPacks.Core, cost);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            problems.Add($"it is no sound JSON: {e.Message}"); // a key given twice inside, found late
            return null;
        }
    }

    private static string? Name(ToolFields fields, List<string> problems)
    {
        const string expected = "1 to 32 lower-case letters, digits and underscores, a letter first, and no word of Python";
        if (fields.Text("name", 200, required: true) is not { } name)
            return null;
        if (ToolNames.IsSound(name))
            return name;
        problems.Add($"'name' is \"{(name.Length <= 60 ? name : name[..59] + "…")}\", expected {expected}");
        return null;
    }

    /// <summary>A name, or a folder below the tool's own: nothing that leads out of it.</summary>
    private static string? Model(ToolFields fields, string field, List<string> problems, bool required)
    {
        if (fields.Text(field, 200, required) is not { } model)
            return null;
        if (!Path.IsPathRooted(model) && !model.Split('/', '\\').Contains("..") && !model.Contains(':', StringComparison.Ordinal))
            return model;
        problems.Add($"'{field}' is \"{model}\", expected the name of a model, or a folder below the tool's own (\".\" for that itself)");
        return null;
    }

    private static ToolQuestion? Question(ToolFields fields)
    {
        var ask = fields.Texts("ask", 20, 200, required: true);
        var plan = fields.Text("plan", 1024, required: true, manyLines: true);
        fields.Rest();
        return ask.Count > 0 && plan is not null ? new ToolQuestion(ask, plan) : null;
    }

    private static ToolCost? Cost(ToolFields? fields)
    {
        if (fields is null)
            return null;
        var (once, each) = (fields.Number("fixed_micros", 0, CostProfile.MostMicros), fields.Number("per_element_micros", 0, CostProfile.MostMicros));
        fields.Rest();
        return new ToolCost(once ?? 0, each ?? 0);
    }

    /// <summary>Fields that would have no effect are faults: whoever wrote them expects one.</summary>
    private static void Suits(ToolShape? shape, ToolFields fields, List<string> problems)
    {
        if (shape is not { } known)
            return;
        if (fields.Has("label") && known is not (ToolShape.Filter or ToolShape.Detect))
            problems.Add($"'label' has no meaning for the shape {known.ToString().ToLowerInvariant()}: leave it out, or take filter or detect");
        if (fields.Has("min_score") && known is ToolShape.Likeness or ToolShape.Read)
            problems.Add($"'min_score' has no meaning for the shape {known.ToString().ToLowerInvariant()}: leave it out, or take match");
        if (fields.Has("text_detector") && known != ToolShape.Read)
            problems.Add($"'text_detector' has no meaning for the shape {known.ToString().ToLowerInvariant()}: leave it out, or take read");
    }
}
