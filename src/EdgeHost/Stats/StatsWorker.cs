using EdgeHost.Configuration;
using EdgeHost.Frames;
using EdgeHost.Rewards;
using Microsoft.Extensions.Hosting;
using Telemetry;
using Telemetry.Mqtt;

namespace EdgeHost.Stats;

/// <summary>Publishes <c>stats</c> at its interval.</summary>
internal sealed class StatsWorker(EdgeSettings settings, FramePipeline pipeline, MqttLink link, RewardDesk rewards, RewardUploads uploads, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var board = new StatsBoard(pipeline, time);
        var message = new StatsMessage();
        var topic = link.Topics.Topic("stats");
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(settings.Stats.Seconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
                var payload = message.Write(now, time.GetElapsedTime(began).TotalSeconds, board.Take(), link.Publisher.Snapshot(), link.Status, pipeline.Memory, rewards.Counts, uploads.Snapshot);
                link.Publisher.Publish(topic, payload, Delivery.Live);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
