using EdgeHost.Configuration;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>The spool that rewards wait in. The one place that knows where it is.</summary>
internal static class RewardSpool
{
    public static SpoolOptions Options(EdgeSettings settings) => new() { Directory = Path.Combine(StateFolder.File("spool"), "rewards") };

    /// <summary>Null where nobody has consented: then not even the folder is made.</summary>
    /// <exception cref="SpoolException">Another process has it, or the folder cannot be used.</exception>
    public static DurableSpool? Open(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers) =>
        settings.Rewards.IsOn ? new DurableSpool(Options(settings), time, loggers.CreateLogger<DurableSpool>()) : null;
}
