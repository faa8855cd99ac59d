using System.Text;
using Telemetry.Mqtt;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

/// <summary>Makes links with short pauses, and stops them.</summary>
public abstract class LinkFixture : IAsyncLifetime
{
    private readonly List<MqttLink> _links = [];

    internal CollectingLogger Log { get; } = new();

    internal static MqttOptions Options(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Device = "box",
        ReconnectFirst = TimeSpan.FromMilliseconds(20),
        ReconnectLongest = TimeSpan.FromMilliseconds(100),
        FlushTimeout = TimeSpan.FromSeconds(1),
    };

    internal MqttLink NewLink(MqttOptions options, TimeProvider? time = null, EmbeddedBroker? local = null)
    {
        var link = new MqttLink(options, time ?? TimeProvider.System, Log, local);
        _links.Add(link);
        return link;
    }

    internal static bool Publish(MqttLink link, string path, string text, Delivery delivery) =>
        link.Publisher.Publish(link.Topics.Topic(path), Encoding.UTF8.GetBytes(text), delivery);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links)
            await link.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
        GC.SuppressFinalize(this);
    }
}
