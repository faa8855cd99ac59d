using System.Text.Json;
using RewardHub.Refusing;

namespace RewardHub.Records;

/// <summary>Reads the fields of one JSON object and remembers the first that is not as expected. Fields nobody asks for may be anything.</summary>
internal struct Fields(JsonElement record)
{
    /// <summary>Long enough for any id or name, short enough for an index.</summary>
    public const int MostCharactersOfName = 200;

    public string? Fault { get; private set; }

    /// <summary>A text, or null where it is absent or null and need not be there.</summary>
    public string? Text(string name, bool required = false, int most = MostCharactersOfName)
    {
        if (!TryGet(name, required, "a text", out var value))
            return null;
        if (value.ValueKind != JsonValueKind.String)
            return Wrong(name, "a text", value);
        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Fault ??= $"{name}: expected a text, found half of a surrogate pair in it";
            return null;
        }
        if (text.Contains('\0', StringComparison.Ordinal))
            Fault ??= $"{name}: expected a text, found a zero character in it";
        else if (text.Length > most || (required && text.Length == 0))
            Fault ??= $"{name}: expected {(required ? "1" : "0")} to {most} characters, found {text.Length}";
        return text;
    }

    public double? Number(string name, double least, double most)
    {
        var expected = FormattableString.Invariant($"a number from {least} to {most}");
        if (!TryGet(name, required: true, expected, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
            return number;
        Wrong(name, expected, value);
        return null;
    }

    public long? Count(string name, long least)
    {
        var expected = FormattableString.Invariant($"a whole number from {least}");
        if (!TryGet(name, required: true, expected, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= least)
            return number;
        Wrong(name, expected, value);
        return null;
    }

    /// <summary>An object or a list, or null where it is absent or null.</summary>
    public JsonElement? Inner(string name, JsonValueKind kind, bool required = false)
    {
        var expected = kind == JsonValueKind.Object ? "an object" : "a list";
        if (!TryGet(name, required, expected, out var value))
            return null;
        if (value.ValueKind == kind)
            return value;
        Wrong(name, expected, value);
        return null;
    }

    /// <summary>One of a few texts.</summary>
    public void Require<T>(string name, T? found, string expected, string? text)
        where T : struct
    {
        if (found is null)
            Fault ??= $"{name}: expected {expected}, found {(text is null ? "nothing" : $"\"{Shown.Of(text)}\"")}";
    }

    public void Blame(string fault) => Fault ??= fault;

    private bool TryGet(string name, bool required, string expected, out JsonElement value)
    {
        if (record.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null)
            return true;
        if (required)
            Fault ??= $"{name}: expected {expected}, found {(value.ValueKind == JsonValueKind.Null ? "null" : "nothing")}";
        return false;
    }

    private string? Wrong(string name, string expected, JsonElement value)
    {
        Fault ??= $"{name}: expected {expected}, found {Shown.Of(value.GetRawText())}";
        return null;
    }
}
