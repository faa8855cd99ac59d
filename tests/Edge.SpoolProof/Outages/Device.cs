using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry;
using Telemetry.Mqtt;
using Telemetry.Spool;

namespace Edge.SpoolProof.Outages;

/// <summary>The process whose broker is away. Says how it stands in two lines of JSON, and waits for a line in between.</summary>
internal static class Device
{
    private const int BetweenLooks = 500;
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(string folder, int port, int count)
    {
        var clock = new FakeTimeProvider();
        using var spool = new DurableSpool(new SpoolOptions { Directory = folder }, clock, NullLogger<DurableSpool>.Instance);
        var options = new MqttOptions { Host = "127.0.0.1", Port = port, Device = "outage", ReconnectSpread = TimeSpan.FromSeconds(110), ReconnectLongest = TimeSpan.FromSeconds(220) };
        await using var link = new MqttLink(options, clock, NullLoggerFactory.Instance, null, spool);
        var attempts = 0;
        link.StatusChanged += status => attempts += status.State == LinkState.Connecting ? 1 : 0;
        link.Start();
        await PublishAsync(link, spool, clock, 0, Math.Min(BetweenLooks, count)); // what is made once is made
        var memory = new Memory();
        for (var n = BetweenLooks; n < count; n += BetweenLooks)
        {
            await PublishAsync(link, spool, clock, n, Math.Min(n + BetweenLooks, count));
            memory.Look();
        }
        Say(json =>
        {
            json.WriteNumber("waiting", link.Publisher.Snapshot().Spool!.Value.Waiting);
            json.WriteNumber("virtual_hours", count / 3600.0);
            json.WriteNumber("attempts", attempts);
        });

        Console.In.ReadLine();
        while (!link.Status.IsConnected)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(s_look, TimeProvider.System);
        }
        var began = TimeProvider.System.GetTimestamp();
        var drained = link.Publisher.WaitForDrainAsync(s_longestDrain);
        while (!drained.IsCompleted)
        {
            await Task.WhenAny(drained, Task.Delay(s_look, TimeProvider.System));
            clock.Advance(s_look);
            memory.Look();
        }
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Say(json =>
        {
            json.WriteBoolean("complete", drained.Result);
            json.WriteNumber("seconds", seconds);
            json.WriteNumber("rise_mb", memory.ResidentRise / 1e6);
            json.WriteNumber("managed_rise_mb", memory.ManagedRise / 1e6);
        });
        var stopped = link.StopAsync();
        while (!stopped.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(stopped, Task.Delay(s_look, TimeProvider.System));
        }
        return 0;
    }

    private static async Task PublishAsync(MqttLink link, DurableSpool spool, FakeTimeProvider clock, int from, int to)
    {
        var topic = link.Topics.Topic("camera/events");
        var filling = new string('x', 500);
        for (var n = from; n < to; n++)
        {
            var time = (clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0) + n - from;
            var payload = System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($$"""{"type":"update","n":{{n}},"time":{{time}},"filling":"{{filling}}"}"""));
            if (!link.Publisher.Publish(topic, payload, Delivery.Event))
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"record {n} was refused"));
        }
        await spool.WhenDurableAsync(to, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        for (var n = from; n < to; n++)
            clock.Advance(TimeSpan.FromSeconds(1)); // only now: the disk is a real one, and not to look slow
    }

    private static void Say(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
