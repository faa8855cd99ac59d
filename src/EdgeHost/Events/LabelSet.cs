using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeHost.Events;

/// <summary>A model's labels, made ready once for messages and topics. Immutable.</summary>
internal sealed class LabelSet
{
    /// <summary>Far above any real label; a topic has room for 65,535 bytes.</summary>
    private const int MaxTopicPart = 200;

    private readonly Label[] _labels;
    private readonly Label _unknown = new("unknown", "unknown");

    public LabelSet(IReadOnlyList<string> labels)
    {
        HashSet<string> parts = new(StringComparer.Ordinal);
        _labels = new Label[labels.Count];
        for (var i = 0; i < labels.Count; i++)
        {
            var part = TopicPart(labels[i]);
            // "a/b" and "a_b" must not share one retained count.
            while (!parts.Add(part))
                part = $"{part}_{i}";
            _labels[i] = new(Sound(labels[i]), part);
        }
    }

    public int Count => _labels.Length;

    /// <summary>The label of a class; a class beyond the list is called <c>unknown</c>.</summary>
    public Label this[int index] => (uint)index < (uint)_labels.Length ? _labels[index] : _unknown;

    /// <summary>A label as one level of a topic: wildcards, level separators and control characters become '_'. Spaces stay: brokers and
    /// dashboards take them, and the label is recognised.</summary>
    public static string TopicPart(string label) =>
        label.Length == 0 ? "_" : string.Create(Math.Min(label.Length, MaxTopicPart), label, static (part, source) =>
        {
            for (var i = 0; i < part.Length; i++)
                part[i] = source[i] is '+' or '#' or '/' || char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '_' : source[i];
        });

    /// <summary>Half a surrogate pair is no text and becomes U+FFFD.</summary>
    private static string Sound(string label) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(label));
}

/// <param name="Text">As in the model.</param>
/// <param name="TopicPart">One topic level, different for each label of a set.</param>
internal sealed record Label(string Text, string TopicPart)
{
    /// <summary>Escaped for JSON. Not for HTML: other than Latin letters stay as they are.</summary>
    public JsonEncodedText Json { get; } = JsonEncodedText.Encode(Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
