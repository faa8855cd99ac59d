namespace Telemetry;

/// <summary>What a subscription asks for: a topic in which a whole level may be '+' (any one level) and the last may be '#' (any
/// number of levels, none included). MQTT 5.0 section 4.7.</summary>
public sealed class TopicFilter
{
    public TopicFilter(string text)
    {
        if (Fault(text) is { } fault)
            throw new ArgumentException($"'{text}' is no MQTT topic filter: {fault}; expected levels divided by '/', each of them plain text "
                + "or '+', the last one plain text, '+' or '#'", nameof(text));
        Text = text;
    }

    public string Text { get; }

    public override string ToString() => Text;

    public bool Matches(ReadOnlySpan<char> topic)
    {
        var filter = Text.AsSpan();
        if (topic is ['$', ..] && (filter[0] is '+' or '#'))
            return false; // a leading wildcard never matches the broker's own topics
        while (true)
        {
            var level = NextLevel(ref filter, out var lastOfFilter);
            if (level is "#")
                return true;
            var name = NextLevel(ref topic, out var lastOfTopic);
            if (level is not "+" && !level.SequenceEqual(name))
                return false;
            if (lastOfTopic)
                return lastOfFilter || filter is "#"; // 'a/#' matches 'a' itself
            if (lastOfFilter)
                return false;
        }
    }

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool last)
    {
        var slash = rest.IndexOf('/');
        last = slash < 0;
        var level = last ? rest : rest[..slash];
        rest = last ? default : rest[(slash + 1)..];
        return level;
    }

    private static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "it is empty";
        var levels = text.Split('/');
        for (var i = 0; i < levels.Length; i++)
        {
            var level = levels[i];
            if (level == "+" || (level == "#" && i == levels.Length - 1))
                continue;
            if (level == "#")
                return "'#' is not its last level";
            if (level.AsSpan().IndexOfAny('+', '#') >= 0)
                return $"the level '{level}' mixes a wildcard with text";
            if (level.Any(char.IsControl))
                return "it holds a control character";
        }
        return TopicName.Utf8Fault(text);
    }
}
