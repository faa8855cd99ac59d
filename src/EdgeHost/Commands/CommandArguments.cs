using System.Text.Json;

namespace EdgeHost.Commands;

/// <summary>A command's payload, read field by field; what is wrong is said with an example that works.</summary>
internal readonly struct CommandArguments(JsonElement payload, string example)
{
    /// <summary>The longest sensible one is a camera's URI.</summary>
    private const int LongestText = 4096;

    private const int LongestEcho = 80;

    public string Text(string name) => OptionalText(name) ?? throw new CommandException($"'{name}' is missing; expected e.g. {example}");

    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => Decode(name, value),
        { } value => throw new CommandException($"'{name}' is {Echo(value)}; expected a text, e.g. {example}"),
    };

    public double? OptionalNumber(string name, double least, double most) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number >= least && number <= most => number,
        { } value => throw new CommandException(FormattableString.Invariant($"'{name}' is {Echo(value)}; expected a number from {least} to {most}, e.g. {example}")),
    };

    public bool OptionalFlag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } value => throw new CommandException($"'{name}' is {Echo(value)}; expected true or false, e.g. {example}"),
    };

    private string Decode(string name, JsonElement value)
    {
        var text = Guarded(name, () => value.GetString()!);
        return text.Length <= LongestText ? text : throw new CommandException($"'{name}' has {text.Length} characters; expected at most {LongestText}");
    }

    private JsonElement? Find(string name)
    {
        var fields = payload;
        return Guarded(name, () => fields.TryGetProperty(name, out var value) ? value : (JsonElement?)null);
    }

    /// <summary>Half a surrogate pair (<c>"\ud800"</c>) is good JSON and no text; the reader throws when it meets one.</summary>
    private T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new CommandException($"'{name}' cannot be read: half of a surrogate pair is no text; expected e.g. {example}");
        }
    }

    private static string Echo(JsonElement value) => value.GetRawText() is { Length: > LongestEcho } text ? text[..LongestEcho] + "…" : value.GetRawText();
}
