using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Telemetry.Outgoing.Spooled;

/// <summary>Topics by their bytes, so that reading an event makes no string. For one thread.</summary>
internal sealed class TopicNames
{
    private const int Kept = 1024; // a device has one a camera
    private readonly Dictionary<string, TopicName> _byText = new(StringComparer.Ordinal);
    private char[] _text = new char[256];

    public bool TryFind(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out TopicName? topic)
    {
        if (_text.Length < utf8.Length)
            _text = new char[utf8.Length];
        var text = _text.AsSpan(0, Encoding.UTF8.GetChars(utf8, _text));
        var known = _byText.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(text, out topic))
            return true;
        if (TopicName.Fault(text.ToString()) is not null)
            return false;
        if (_byText.Count >= Kept)
            _byText.Clear();
        topic = new TopicName(text.ToString());
        _byText.Add(topic.Text, topic);
        return true;
    }
}
