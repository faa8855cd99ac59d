using EdgeHost.Asking;
using EdgeHost.Commands;
using EdgeHost.Configuration;
using EdgeHost.Console;
using EdgeHost.Events;
using EdgeHost.Frames;
using EdgeHost.Planning;
using EdgeHost.Rewards;
using EdgeHost.Stats;
using Microsoft.Extensions.Hosting;
using Telemetry;
using Telemetry.Mqtt;

namespace EdgeHost.Composition;

/// <summary>
/// Runs the host: broker link, cameras, commands; stops in the opposite order, so that what the cameras still saw gets out. Ends the
/// host when every camera has come to its end.
/// </summary>
internal sealed class EdgeWorker(
    EdgeSettings settings, MqttLink link, FramePipeline pipeline, EngineSet engines, CommandDesk commands, WaysToAsk asking, RewardUploads uploads, LeftoverCounts leftovers, StatusLine statusLine,
    Greeting greeting, LiveAccuracy accuracy, EdgeMeters meters, IHostApplicationLifetime lifetime, ILogger<EdgeWorker> log) : BackgroundService
{
    private readonly Lock _telling = new();
    private readonly Lazy<string> _planner = new(() => string.Join(", ", PlannerTiers.NamesFor(settings)));

    /// <summary>The process's exit code: 0, or 1 when no camera or no engine could be used.</summary>
    public static int ExitCode { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        pipeline.Changed += Tell;
        meters.Start();
        var problems = pipeline.Add(settings.Cameras);
        leftovers.Listen();
        commands.Listen(); // before the link starts: whoever sees `online` may command
        asking.ListenToMqtt();
        link.Start();
        uploads.Start();
        if (problems.Count > 0)
        {
            GiveUp(string.Join("\n  - ", ["the cameras cannot be started:", .. problems]));
            return;
        }
        greeting.Say(pipeline);
        using var status = statusLine.Start();
        using var truth = accuracy.Start();
        try
        {
            await asking.ListenToHttpAsync(stoppingToken);
            await WatchEnginesAsync(stoppingToken);
            await pipeline.AllEnded.WaitAsync(stoppingToken);
            if (pipeline.Posts.All(p => p.Worker?.Status.State == Cameras.CameraState.Failed))
                GiveUp("no camera can be used; see the reasons above");
            lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await asking.CloseAsync();
        await uploads.DisposeAsync();
        await pipeline.DisposeAsync();
        await link.StopAsync();
        engines.Dispose();
    }

    /// <summary>The pipeline tells of each; without a single one there is nothing to run for.</summary>
    private async Task WatchEnginesAsync(CancellationToken stoppingToken)
    {
        var lines = pipeline.Lines;
        foreach (var line in lines)
            await ((Task)line.Loaded.WaitAsync(stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stoppingToken.ThrowIfCancellationRequested();
        if (lines.All(line => line.Loaded.IsFaulted))
            GiveUp("no engine can be used; see the reasons above");
    }

    private void GiveUp(string why)
    {
        CompositionLog.GaveUp(log, why);
        ExitCode = 1;
        lifetime.StopApplication();
    }

    /// <summary>Cameras change on their own threads; the latest <c>info</c> must be the last one sent.</summary>
    private void Tell()
    {
        lock (_telling)
            link.Publisher.Publish(link.Topics.Topic("info"), InfoMessage.Write(pipeline, _planner.Value), Delivery.Status);
    }
}
