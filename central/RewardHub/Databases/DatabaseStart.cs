namespace RewardHub.Databases;

/// <summary>Migrates as soon as the database can be reached. Until then the hub answers 503 to uploads and "not ready" to its balancer.</summary>
internal sealed class DatabaseStart(Migrator migrator, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<DatabaseStart> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    public bool IsDone { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsDone && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await migrator.RunAsync(stoppingToken);
                IsDone = true;
                DatabaseLog.Ready(log);
                return;
            }
            catch (HubException e)
            {
                DatabaseLog.Unfit(log, e.Message);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                DatabaseLog.Away(log, e.Message, s_pause.TotalSeconds);
            }
            await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
