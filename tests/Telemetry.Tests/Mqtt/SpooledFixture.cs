using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Mqtt;
using Telemetry.Spool;
using Telemetry.Tests.Brokers;
using Xunit;

namespace Telemetry.Tests.Mqtt;

/// <summary>Links whose events go over a spool in a folder of the test's own.</summary>
public abstract class SpooledFixture : LinkFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spooled-events-").FullName;
    private readonly List<DurableSpool> _spools = [];

    internal SpoolOptions SpoolOptions => new()
    {
        Directory = Path.Combine(_folder, "events"), SegmentBytes = 64 * 1024, MaxBytes = 1024 * 1024, QueueBytes = 512 * 1024, MaxRecordBytes = 32 * 1024,
    };

    internal DurableSpool OpenSpool(SpoolOptions? options = null)
    {
        var spool = new DurableSpool(options ?? SpoolOptions, TimeProvider.System, NullLogger<DurableSpool>.Instance);
        _spools.Add(spool);
        return spool;
    }

    internal static bool PublishNumber(MqttLink link, int number, string camera = "cam") =>
        Publish(link, $"{camera}/events", FormattableString.Invariant($$"""{"n":{{number}}}"""), Delivery.Event);

    internal static Task AcknowledgeAsync(NetworkStream stream, int id, int reason, CancellationToken stop) =>
        stream.WriteAsync(reason == 0 ? [0x40, 2, (byte)(id >> 8), (byte)id] : (byte[])[0x40, 4, (byte)(id >> 8), (byte)id, (byte)reason, 0], stop).AsTask();

    /// <summary>Lets virtual time pass until everything is delivered.</summary>
    internal static async Task DrainAsync(MqttLink link, FakeTimeProvider time, TimeSpan step)
    {
        var drained = link.Publisher.WaitForDrainAsync(TimeSpan.FromHours(10));
        for (var i = 0; i < 2000 && !drained.IsCompleted; i++)
        {
            time.Advance(step);
            await Task.WhenAny(drained, Task.Delay(5));
        }
        Assert.True(await drained.WaitAsync(LinkExtensions.Limit));
    }

    internal static async Task StopAsync(MqttLink link, FakeTimeProvider time)
    {
        var stopped = link.StopAsync();
        while (!stopped.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(stopped, Task.Delay(5));
        }
        await stopped;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var spool in _spools)
            spool.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>What a broker got of events and gaps, in order.</summary>
internal sealed class Received
{
    private readonly ConcurrentQueue<RawMessage> _messages = new();

    public IReadOnlyList<RawMessage> All => [.. _messages];

    public IReadOnlyList<JsonElement> Events => [.. All.Where(message => message.Topic.EndsWith("/events", StringComparison.Ordinal)).Select(message => Json(message))];

    public IReadOnlyList<JsonElement> Gaps => [.. All.Where(message => message.Topic == "edge/box/gaps").Select(message => Json(message))];

    public IReadOnlyList<int> Numbers => [.. Events.Select(message => message.GetProperty("n").GetInt32())];

    public bool Add(RawMessage message)
    {
        if (message.Topic.EndsWith("/status", StringComparison.Ordinal))
            return false;
        _messages.Enqueue(message);
        return true;
    }

    private static JsonElement Json(RawMessage message) => JsonDocument.Parse(message.Payload).RootElement;
}
