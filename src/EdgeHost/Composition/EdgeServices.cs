using EdgeHost.Asking;
using EdgeHost.Asking.Http;
using EdgeHost.Commands;
using EdgeHost.Configuration;
using EdgeHost.Console;
using EdgeHost.Events;
using EdgeHost.Frames;
using EdgeHost.Rewards;
using EdgeHost.Rewards.Hearing;
using EdgeHost.Stats;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Telemetry;
using Telemetry.Mqtt;

namespace EdgeHost.Composition;

/// <summary>What the host is made of.</summary>
internal static class EdgeServices
{
    public static IServiceCollection AddEdgeHost(this IServiceCollection services, EdgeSettings settings, SettingsSources sources, IConfigurationRoot configuration) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(settings)
        .AddSingleton(sources)
        .AddSingleton(configuration)
        .AddTelemetry(settings)
        .AddFrameLine()
        .AddCommands()
        .AddAsking()
        .AddRewards()
        .AddSingleton<StatusLine>()
        .AddSingleton<LiveAccuracy>()
        .AddSingleton<Greeting>()
        .AddHostedService<EdgeWorker>()
        .AddHostedService<StatsWorker>();

    private static IServiceCollection AddTelemetry(this IServiceCollection services, EdgeSettings settings)
    {
        services.AddSingleton<BrokerLink>();
        services.AddSingleton(provider => provider.GetRequiredService<BrokerLink>().Link);
        services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<MqttLink>().Publisher);
        services.AddSingleton(provider => provider.GetRequiredService<MqttLink>().Topics);
        if (settings.Stats.OtlpEndpoint is { } endpoint)
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics
                .AddMeter(EdgeMeters.Name, Meters.Name)
                .AddOtlpExporter(otlp => otlp.Endpoint = new Uri(endpoint)));
        }
        return services;
    }

    private static IServiceCollection AddFrameLine(this IServiceCollection services) => services
        .AddSingleton<EngineSet>()
        .AddSingleton<FramePipeline>()
        .AddSingleton<EdgeMeters>();

    private static IServiceCollection AddCommands(this IServiceCollection services) => services
        .AddSingleton<ICommand, CameraCommand>()
        .AddSingleton<ICommand, ModelCommand>()
        .AddSingleton<ICommand, ThresholdCommand>()
        .AddSingleton<ICommand, SnapshotCommand>()
        .AddSingleton<ICommand, ReloadCommand>()
        .AddSingleton<ICommand, FlushCommand>()
        .AddSingleton<ICommand, PurgeCommand>()
        .AddSingleton<CommandDesk>()
        .AddSingleton<LeftoverCounts>();

    private static IServiceCollection AddAsking(this IServiceCollection services) => services
        .AddSingleton<CameraQuestions>()
        .AddSingleton(provider => new QuestionReader(provider.GetRequiredService<EdgeSettings>().Asking.Budget, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new QuestionDesk(
            provider.GetRequiredService<CameraQuestions>().Problem,
            provider.GetRequiredService<CameraQuestions>().Answer,
            provider.GetRequiredService<EdgeSettings>().Asking.QueueLength,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<QuestionDesk>>(),
            provider.GetRequiredService<CameraQuestions>().Prepare,
            provider.GetRequiredService<CameraQuestions>().Settle))
        .AddSingleton<MqttQuestions>()
        .AddSingleton<AskServer>()
        .AddSingleton<WaysToAsk>();

    private static IServiceCollection AddRewards(this IServiceCollection services) => services
        .AddSingleton(provider => Rewarding.Open(
            provider.GetRequiredService<EdgeSettings>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(provider => new RewardUploads(
            provider.GetRequiredService<EdgeSettings>(), provider.GetRequiredService<RewardDesk>().Spool, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton<MqttFeedback>();
}
