using System.Text.Json;

namespace EdgeHost.Commands;

/// <summary>A command's payload, read field by field; what is wrong is said with an example that works.</summary>
internal readonly struct CommandArguments(JsonElement payload, string example)
{
    public string Text(string name) => OptionalText(name) ?? throw new CommandException($"'{name}' is missing; expected e.g. {example}");

    public string? OptionalText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw new CommandException($"'{name}' is {value.GetRawText()}; expected a text, e.g. {example}"),
    };

    public double? OptionalNumber(string name, double least, double most) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && number >= least && number <= most => number,
        { } value => throw new CommandException(FormattableString.Invariant($"'{name}' is {value.GetRawText()}; expected a number from {least} to {most}, e.g. {example}")),
    };

    public bool OptionalFlag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } value => throw new CommandException($"'{name}' is {value.GetRawText()}; expected true or false, e.g. {example}"),
    };

    private JsonElement? Find(string name) => payload.TryGetProperty(name, out var value) ? value : null;
}
