using EdgeHost.Configuration;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>Opens the spool that rewards wait in. The one place that knows where it is.</summary>
internal static class RewardSpool
{
    public static SpoolOptions Options => new() { Directory = Path.Combine(StateFolder.File("spool"), "rewards") };

    /// <summary>Null where nobody has consented: then not even the folder is made.</summary>
    /// <exception cref="SpoolException">Another process has it, or the folder cannot be used.</exception>
    public static DurableSpool? Open(RewardsOptions rewards, TimeProvider time, ILoggerFactory loggers) =>
        rewards.IsOn ? new DurableSpool(Options, time, loggers.CreateLogger<DurableSpool>()) : null;
}
