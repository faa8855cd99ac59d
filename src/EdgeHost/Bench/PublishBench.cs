using System.Diagnostics;
using Telemetry;
using Telemetry.Mqtt;

namespace EdgeHost.Bench;

/// <summary>Publishing to a broker outside the process: allocation at QoS 0, rate at QoS 1 with the window that the broker allows.</summary>
internal sealed class PublishBench : IBench
{
    private const int Qos0Messages = 20_000;
    private const int Qos1Messages = 150_000;
    private const int Qos1Bytes = 256;
    private const int MostPending = 5_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public async Task MeasureAsync(BenchGround ground, BenchReport report, CancellationToken cancellationToken)
    {
        await using var link = await ground.LinkAsync(ground.Settings());
        var topic = link.Topics.Topic("bench/detections");
        await SendAsync(link, topic, new byte[600], Qos0Messages / 10, Delivery.Live, cancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await SendAsync(link, topic, new byte[600], Qos0Messages, Delivery.Live, cancellationToken);
        report.Add("bytes_per_publish", (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Qos0Messages);

        await SendAsync(link, topic, new byte[Qos1Bytes], Qos1Messages / 10, Delivery.Event, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await SendAsync(link, topic, new byte[Qos1Bytes], Qos1Messages, Delivery.Event, cancellationToken);
        report.Add("publish_qos1_per_s", Qos1Messages / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task SendAsync(MqttLink link, TopicName topic, byte[] payload, int count, Delivery delivery, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 1_000 == 0)
                await link.Publisher.WaitForRoomAsync(MostPending, s_patience, cancellationToken);
            link.Publisher.Publish(topic, payload, delivery);
        }
        if (!await link.Publisher.WaitForDrainAsync(s_patience, cancellationToken))
            throw new BenchSkippedException($"the broker did not take {count} messages within {s_patience}");
    }
}
