using EdgeHost.Configuration;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>The spool that rewards wait in. The one place that knows where it is.</summary>
internal static class RewardSpool
{
    public static SpoolOptions Options(EdgeSettings settings) => settings.Spool.ForRewards();

    /// <summary>Null where nobody has consented, or the disk is not to be used: then not even the folder is made.</summary>
    /// <exception cref="SpoolException">Another process has it, or the folder cannot be used.</exception>
    public static DurableSpool? Open(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers) =>
        settings is { Rewards.IsOn: true, Spool.Enabled: true } ? new DurableSpool(Options(settings), time, loggers.CreateLogger<DurableSpool>()) : null;
}
