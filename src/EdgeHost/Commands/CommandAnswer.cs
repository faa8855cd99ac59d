using System.Buffers;
using System.Text.Json;
using Telemetry;

namespace EdgeHost.Commands;

/// <param name="Error">Null when it was carried out.</param>
/// <param name="Facts">Added to the answer: what is so now.</param>
internal sealed record CommandAnswer(string? Error, IReadOnlyList<(string Name, string Value)> Facts)
{
    public static CommandAnswer Done(params IReadOnlyList<(string Name, string Value)> facts) => new(null, facts);

    public static CommandAnswer Failed(string error) => new(error, []);

    public byte[] ToJson(string command)
    {
        if (Error is not null)
            return Refusal.ToJson(Error);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", true);
            json.WriteString("cmd", command);
            foreach (var (name, value) in Facts)
                json.WriteString(name, value);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
