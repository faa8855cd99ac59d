using EdgeWorld.Exporting;
using Xunit;

namespace EdgeWorld.Tests.Exporting;

public sealed class WorldSplitTests
{
    /// <summary>The first byte of SHA-256 as <c>printf 'traffic-0' | sha256sum</c> gives it decides; these were computed outside.</summary>
    [Theory]
    [InlineData("traffic", 0, 0x14, SplitPart.Train)]
    [InlineData("indoor-room", 3, 0x80, SplitPart.Train)]
    [InlineData("crossing", 1, 0xd4, SplitPart.Validation)]
    [InlineData("parking", 4, 0xe9, SplitPart.Test)]
    public void Of_ScenarioAndSeed_FollowsTheHash(string scenario, ulong seed, int firstByte, SplitPart expected)
    {
        Assert.Equal(firstByte, System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{scenario}-{seed}"))[0]);
        Assert.Equal(expected, WorldSplit.Of(scenario, seed));
    }

    [Fact]
    public void Films_OfTheParts_ShareNone()
    {
        var parts = Enum.GetValues<SplitPart>().Select(p => WorldSplit.Films(p, 120).Select(f => (f.Scenario, f.Seed)).ToHashSet()).ToArray();
        Assert.All(parts, films => Assert.Equal(120, films.Count));
        Assert.Empty(parts[0].Intersect(parts[1]));
        Assert.Empty(parts[0].Intersect(parts[2]));
        Assert.Empty(parts[1].Intersect(parts[2]));
    }

    [Fact]
    public void Films_OfTheTestPart_HoldScenariosThatNoTrainingHas()
    {
        string[] unseen = ["collision-side", "near-miss-pedestrian"];
        var trained = WorldSplit.Films(SplitPart.Train, 200).Select(f => f.Scenario).ToHashSet();
        Assert.DoesNotContain(unseen, trained.Contains);
        Assert.Superset(unseen.ToHashSet(), WorldSplit.Films(SplitPart.Test, 40).Select(f => f.Scenario).ToHashSet());
    }

    [Fact]
    public void Films_AskedForMore_KeepTheFirst() =>
        Assert.Equal(WorldSplit.Films(SplitPart.Test, 20), WorldSplit.Films(SplitPart.Test, 60).Take(20));

    [Fact]
    public void Films_None_AreRefused() => Assert.Contains("at least 1", Assert.Throws<WorldException>(() => WorldSplit.Films(SplitPart.Test, 0)).Message, StringComparison.Ordinal);
}
