using System.Text;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Mqtt;
using Telemetry.Spool;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

/// <summary>Makes links with short pauses, and stops them.</summary>
public abstract class LinkFixture : IAsyncLifetime
{
    private readonly List<MqttLink> _links = [];
    private FakeTimeProvider? _time;

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

    internal MqttLink NewLink(MqttOptions options, TimeProvider? time = null, EmbeddedBroker? local = null, ISpool? events = null)
    {
        var link = new MqttLink(options, time ?? TimeProvider.System, Log, local, events);
        _links.Add(link);
        _time ??= time as FakeTimeProvider;
        return link;
    }

    internal static bool Publish(MqttLink link, string path, string text, Delivery delivery) =>
        link.Publisher.Publish(link.Topics.Topic(path), Encoding.UTF8.GetBytes(text), delivery);

    /// <summary>Starts the link, and tells why it does not hold.</summary>
    internal static async Task<string> FaultAsync(MqttLink link)
    {
        link.Start();
        return (await link.WhenAsync(status => status.State == LinkState.Waiting)).Detail ?? "";
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        var stopped = Task.WhenAll(_links.Select(link => link.StopAsync())).WaitAsync(TimeSpan.FromSeconds(20));
        while (_time is not null && !stopped.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(stopped, Task.Delay(5));
        }
        await stopped;
        GC.SuppressFinalize(this);
    }
}
