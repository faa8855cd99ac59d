using System.Text;
using System.Text.Json;
using Telemetry;

namespace EdgeHost.Tests.Events;

/// <summary>Keeps what was published.</summary>
internal sealed class Outbox : IEventPublisher
{
    public List<(string Topic, string Payload, Delivery Delivery)> Messages { get; } = [];

    public bool KeepsNothing { get; set; }

    public bool Publish(TopicName topic, ReadOnlySpan<byte> payload, Delivery delivery)
    {
        if (!KeepsNothing)
            Messages.Add((topic.Text, Encoding.UTF8.GetString(payload), delivery));
        return true;
    }

    public List<JsonElement> Events => [.. Messages.Where(m => m.Topic.EndsWith("/events", StringComparison.Ordinal)).Select(m => JsonElement.Parse(m.Payload))];

    public List<string> Types => [.. Events.Select(e => e.GetProperty("type").GetString()!)];

    public List<string> Of(string topic) => [.. Messages.Where(m => m.Topic == topic).Select(m => m.Payload)];
}
