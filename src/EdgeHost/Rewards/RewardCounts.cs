using EdgeHost.Rewards.Pictures;

namespace EdgeHost.Rewards;

/// <param name="Recorded">Given to the spool since start, pictures and traces too.</param>
/// <param name="Refused">Not taken by its full queue; the hub is told of them as a gap.</param>
internal readonly record struct RewardCounts(long Recorded, long Refused, PictureCounts Pictures);
