using System.Text;

namespace Telemetry;

/// <summary>A full MQTT topic, checked when made: 1 to 65,535 bytes of UTF-8, without wildcards and control characters. Brokers
/// close the connection over such a topic, which would cost every other message too.</summary>
public sealed class TopicName
{
    internal const int MaxBytes = 65_535;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _utf8;

    public TopicName(string text)
    {
        if (Fault(text) is { } fault)
            throw new ArgumentException($"'{text}' is no MQTT topic: {fault}; expected 1 to {MaxBytes} bytes of UTF-8 without '+', '#' "
                + "and control characters", nameof(text));
        Text = text;
        _utf8 = Encoding.UTF8.GetBytes(text);
    }

    public string Text { get; }

    /// <summary>As it goes on the wire, encoded once.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8;

    public override string ToString() => Text;

    /// <summary>Why <paramref name="text"/> cannot be a topic; null when it can.</summary>
    public static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "it is empty";
        foreach (var c in text)
        {
            if (c is '+' or '#')
                return $"it holds the wildcard '{c}'";
            if (char.IsControl(c))
                return $"it holds the control character U+{(int)c:X4}";
        }
        return Utf8Fault(text);
    }

    internal static string? Utf8Fault(string text)
    {
        try
        {
            var bytes = s_strict.GetByteCount(text);
            return bytes > MaxBytes ? $"it has {bytes} bytes" : null;
        }
        catch (EncoderFallbackException)
        {
            return "it holds half a surrogate pair";
        }
    }
}
