using System.Text;

namespace Telemetry;

/// <summary>A full MQTT topic, checked when made: no wildcards, no NUL, 1 to 65,535 bytes of UTF-8.</summary>
public sealed class TopicName
{
    private const int MaxBytes = 65_535;

    public TopicName(string text)
    {
        if (string.IsNullOrEmpty(text) || text.AsSpan().IndexOfAny('+', '#', '\0') >= 0 || Encoding.UTF8.GetByteCount(text) > MaxBytes)
            throw new ArgumentException($"'{text}' is no MQTT topic: expected 1 to {MaxBytes} bytes without '+', '#' and NUL", nameof(text));
        Text = text;
    }

    public string Text { get; }

    public override string ToString() => Text;
}
