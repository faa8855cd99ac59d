using EdgeHost.Configuration;
using EdgeHost.Rewards.Judging;
using EdgeHost.Rewards.Pictures;
using EdgeWorld;
using Telemetry.Spool;

namespace EdgeHost.Rewards;

/// <summary>Makes the desk of rewards as the settings say.</summary>
internal static class Rewarding
{
    /// <summary>Off without consent; and where the spool cannot be had, which the log says: questions are answered all the same.</summary>
    public static RewardDesk Open(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        var (options, log) = (settings.Rewards, loggers.CreateLogger<RewardDesk>());
        try
        {
            var truths = options is { IsOn: true, Truths: { } file } ? KnownTruths.Read(file) : KnownTruths.None;
            var spool = RewardSpool.Open(settings, time, loggers);
            if (spool is not null)
                RewardsLog.Recording(log, spool.Folder, options.Consent, spool.Boot);
            return Desk(spool, truths);
        }
        catch (Exception e) when (e is SpoolException or WorldException or IOException or UnauthorizedAccessException)
        {
            RewardsLog.NotRecording(log, e.Message);
            return Desk(null, KnownTruths.None);
        }

        RewardDesk Desk(DurableSpool? spool, KnownTruths truths)
        {
            RewardDesk desk = null!;
            desk = new RewardDesk(
                options, settings.DeviceName, spool, truths, time, log,
                () => new PictureLine(options.Picture, () => Redactors.Load(settings, time), picture => desk.TakePicture(picture), time, log));
            return desk;
        }
    }
}
