using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeHost.Tooling;

/// <summary>Takes the fields of a hostile JSON object one by one: each fault is a line that says field, found and expected. What nobody took is a
/// fault too.</summary>
internal sealed class ToolFields(JsonObject fields, string path, List<string> problems)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public bool Has(string field) => fields[field] is not null;

    /// <summary>A text of printable characters; null where it is absent or wrong.</summary>
    public string? Text(string field, int mostCharacters, bool required = false, bool manyLines = false)
    {
        var expected = $"a text of 1 to {mostCharacters} printable characters";
        if (Take(field) is not { } node)
        {
            if (required)
                Missing(field, expected);
            return null;
        }
        return IsText(node, mostCharacters, manyLines) is { } text ? text : Wrong<string>(field, node, expected);
    }

    public double? Number(string field, double least, double most)
    {
        if (Take(field) is not { } node)
            return null;
        if (node.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<double>(out var number) && number >= least && number <= most)
            return number;
        Wrong<object>(field, node, FormattableString.Invariant($"a number from {least:0.###} to {most:0.###}"));
        return null;
    }

    /// <summary>Empty where it is absent or wrong.</summary>
    public IReadOnlyList<string> Texts(string field, int most, int mostCharacters, bool required = false)
    {
        var expected = $"a list of 1 to {most} texts of at most {mostCharacters} printable characters";
        if (Take(field) is not { } node)
        {
            if (required)
                Missing(field, expected);
            return [];
        }
        if (node is not JsonArray array || array.Count < 1 || array.Count > most)
            return Wrong<IReadOnlyList<string>>(field, node, expected) ?? [];
        List<string> texts = [];
        foreach (var item in array)
        {
            if (item is null || IsText(item, mostCharacters, manyLines: true) is not { } text)
                return Wrong<IReadOnlyList<string>>(field, node, expected) ?? [];
            texts.Add(text);
        }
        return texts;
    }

    public T? OneOf<T>(string field, IReadOnlyDictionary<string, T> allowed, bool required = false)
        where T : struct
    {
        var expected = $"one of {string.Join(", ", allowed.Keys)}";
        if (Take(field) is not { } node)
        {
            if (required)
                Missing(field, expected);
            return null;
        }
        if (node.GetValueKind() == JsonValueKind.String && allowed.TryGetValue(node.GetValue<string>(), out var value))
            return value;
        Wrong<object>(field, node, expected);
        return null;
    }

    /// <summary>The objects of a list; empty where it is absent or wrong.</summary>
    public IReadOnlyList<ToolFields> Objects(string field, int most)
    {
        if (Take(field) is not { } node)
            return [];
        if (node is JsonArray array && array.Count <= most && array.All(item => item is JsonObject))
            return [.. array.Select((item, i) => new ToolFields(item!.AsObject(), FormattableString.Invariant($"{path}{field}[{i}]."), problems))];
        return Wrong<IReadOnlyList<ToolFields>>(field, node, $"a list of at most {most} objects") ?? [];
    }

    /// <summary>Null where it is absent or wrong.</summary>
    public ToolFields? Object(string field)
    {
        if (Take(field) is not { } node)
            return null;
        return node is JsonObject inner ? new ToolFields(inner, $"{path}{field}.", problems) : Wrong<ToolFields>(field, node, "an object");
    }

    /// <summary>Last: the fields that nobody asked for.</summary>
    public void Rest()
    {
        foreach (var (name, _) in fields)
        {
            if (!_taken.Contains(name))
                problems.Add($"'{path}{Short(name)}' is no field of a tool (misspelt?)");
        }
    }

    private JsonNode? Take(string field)
    {
        _taken.Add(field);
        return fields[field];
    }

    private void Missing(string field, string expected) => problems.Add($"'{path}{field}' is missing, expected {expected}");

    private T? Wrong<T>(string field, JsonNode found, string expected)
        where T : class
    {
        problems.Add($"'{path}{field}' is {Short(found.ToJsonString())}, expected {expected}");
        return null;
    }

    private static string? IsText(JsonNode node, int most, bool manyLines) =>
        node.GetValueKind() == JsonValueKind.String && node.GetValue<string>() is { Length: > 0 } text && text.Length <= most
        && !text.Any(c => char.IsControl(c) && !(manyLines && c == '\n')) && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";
}
