using EdgeHost.Configuration;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace EdgeHost.Tests.Configuration;

public sealed class SpoolingOptionsTests
{
    private static SpoolingOptions Read(params (string Key, string Value)[] settings) =>
        SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build()).Spool;

    [Fact]
    public void Defaults_AreTwoFoldersBesideOneAnother()
    {
        var spool = Read();
        Assert.True(spool.Enabled);
        var (events, rewards) = (spool.ForEvents(), spool.ForRewards());
        Assert.Equal(StateFolder.File(Path.Combine("spool", "events")), events.Directory);
        Assert.Equal(StateFolder.File(Path.Combine("spool", "rewards")), rewards.Directory);
        Assert.Empty(spool.Problems());
    }

    [Fact]
    public void Settings_GoToTheirOwnSpool()
    {
        var spool = Read(("Spool:Directory", "/data/spool"), ("Spool:Events:MaxBytes", "40000000"), ("Spool:Rewards:MaxBytes", "5000000"), ("Spool:Rewards:SegmentBytes", "1000000"), ("Spool:Enabled", "false"));
        Assert.False(spool.Enabled);
        Assert.Equal(("/data/spool/events", 40_000_000L, 8 << 20), (spool.ForEvents().Directory, spool.ForEvents().MaxBytes, spool.ForEvents().SegmentBytes));
        Assert.Equal(("/data/spool/rewards", 5_000_000L, 1_000_000), (spool.ForRewards().Directory, spool.ForRewards().MaxBytes, spool.ForRewards().SegmentBytes));
    }

    [Fact]
    public void Problems_AreSaidAllAtOnceWithTheirKeys()
    {
        var error = Assert.Throws<SettingsException>(() => Read(("Spool:Directory", ""), ("Spool:Events:MaxBytes", "1000"), ("Spool:Rewards:SegmentBytes", "7"), ("Spool:Evnts:MaxBytes", "1")));
        foreach (var key in (string[])["Spool:Directory", "Spool:Events:MaxBytes", "Spool:Rewards:SegmentBytes", "Spool:Evnts:MaxBytes"])
            Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }
}
