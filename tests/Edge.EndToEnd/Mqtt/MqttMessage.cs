using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Edge.EndToEnd.Mqtt;

/// <summary>A message as <c>mosquitto_sub</c> printed it.</summary>
internal sealed record MqttMessage(string Topic, int QualityOfService, bool IsRetained, byte[] Payload)
{
    /// <summary>For <c>mosquitto_sub -F</c>: the payload in hexadecimal, because a snapshot is no text; the topic last, because it may hold spaces.</summary>
    public const string Format = @"%q\t%r\t%x\t%t";

    public string Text => Encoding.UTF8.GetString(Payload);

    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Payload);
            return document.RootElement.Clone();
        }
    }

    public static MqttMessage Parse(string line)
    {
        var parts = line.Split('\t', 4);
        return new MqttMessage(parts[3], int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1] == "1", Convert.FromHexString(parts[2]));
    }
}
