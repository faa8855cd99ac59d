namespace Telemetry;

/// <summary>The branch of the topic tree that belongs to one device: <c>edge/&lt;device&gt;</c>.</summary>
public sealed class TopicRoot
{
    private readonly string _text;

    /// <param name="prefix">One or more levels.</param>
    /// <param name="device">One level.</param>
    public TopicRoot(string prefix, string device)
    {
        if (LevelFault(device) is { } fault)
            throw new ArgumentException($"'{device}' cannot be a device name: {fault}", nameof(device));
        _text = new TopicName($"{prefix}/{device}").Text;
    }

    public TopicName Topic(string path) => new($"{_text}/{path}");

    public TopicFilter Filter(string path) => new($"{_text}/{path}");

    public override string ToString() => _text;

    /// <summary>Why <paramref name="name"/> cannot be one level of a topic (a device, a camera, a label); null when it can.</summary>
    public static string? LevelFault(string? name) =>
        TopicName.Fault(name) ?? (name!.Contains('/', StringComparison.Ordinal) ? "it holds '/', which divides topic levels" : null);
}
