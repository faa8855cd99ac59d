using EdgeEngines.Frames;
using EdgeWorld.Scenarios;
using Xunit;

namespace EdgeWorld.Tests;

public sealed class DeterminismTests
{
    public static TheoryData<string, string> Pinned => new()
    {
        { "traffic", "635a937fb6d68c8b" },
        { "crossing", "88cd21534a213775" },
        { "pavement", "deb31352eab49482" },
        { "parking", "f9c2b45c63bcc329" },
        { "near-miss", "d5afdfd58da2bbf5" },
        { "collision", "9b6cf647a410ca25" },
        { "indoor", "7c50217a59b60302" },
        { "near-miss-rear-end", "fc4e198b5f8ffbfa" },
        { "near-miss-side", "045afec568afade0" },
        { "near-miss-pedestrian", "1d98409327f99062" },
        { "collision-rear-end", "7c5bf33dd4c128a3" },
        { "collision-side", "d018dd7cc3fcbe94" },
        { "collision-pedestrian", "4c07d698b849b31d" },
        { "indoor-room", "7d4873f6563e0743" },
        { "indoor-corridor", "4232ddd2c4b5df96" },
        { "bustle", "d9b98ebe3d0c4836" },
    };

    /// <summary>The same digits are expected on every machine. They change only with the world itself: then pin anew.</summary>
    [Theory]
    [MemberData(nameof(Pinned))]
    public void Graph_PinnedSeed_HashesTheSameEverywhere(string scenario, string expected) =>
        Assert.Equal(expected, Worlds.Hash($"scenario={scenario}&seed=7&size=320x180", frames: 25, every: 12));

    [Fact]
    public void Pinned_EveryScenario_IsThere() =>
        Assert.Equal(ScenarioCatalog.Names.Order(), Pinned.Select(row => row.Data.Item1).Order());

    [Fact]
    public void Graph_OtherSeed_Differs() =>
        Assert.NotEqual(Worlds.Hash("scenario=traffic&seed=1", 2, 30), Worlds.Hash("scenario=traffic&seed=2", 2, 30));

    [Theory]
    [InlineData("traffic&view=vehicle")]
    [InlineData("crossing&view=person")]
    [InlineData("collision&view=pole")]
    public void Graph_OtherFrameRate_SameWorldAtTheSameMoment(string query)
    {
        using var fast = Worlds.Open($"scenario={query}&seed=3&fps=60");
        using var slow = Worlds.Open($"scenario={query}&seed=3&fps=10");
        for (var i = 0; i < 360; i++)
            fast.Advance();
        for (var i = 0; i < 60; i++)
            slow.Advance();
        var (a, b) = (fast.Graph(), slow.Graph());
        Assert.Equal(a.TimeS, b.TimeS);
        Assert.Equal(a.Objects.Select(o => (o.TrackId, o.Box[0], o.PositionM[1])), b.Objects.Select(o => (o.TrackId, o.Box[0], o.PositionM[1])));
    }

    [Fact]
    public void Paint_SameMomentTwiceAndInTwoWorlds_SamePixelsAndNoLeak()
    {
        using var one = Worlds.Open("scenario=crossing&seed=3&light=rain");
        using var two = Worlds.Open("scenario=crossing&seed=3&light=rain");
        using var pool = new FramePool(3);
        for (var i = 0; i < 10; i++)
        {
            one.Advance();
            two.Advance();
        }
        Frame[] frames = [pool.Rent(one.Format, default), pool.Rent(one.Format, default), pool.Rent(one.Format, default)];
        one.Paint(frames[0]);
        one.Paint(frames[1]);
        _ = two.Graph();
        two.Paint(frames[2]);
        Assert.True(frames[0].Pixels.SequenceEqual(frames[1].Pixels));
        Assert.True(frames[0].Pixels.SequenceEqual(frames[2].Pixels));
        foreach (var frame in frames)
            frame.Release();
        Assert.Equal(0, pool.Leased);
    }

    [Fact]
    public void Paint_OddSizes_WritesThePictureAndNothingBeyond()
    {
        using var pool = new FramePool(1);
        foreach (var (width, height) in ((int, int)[])[(65, 49), (66, 50), (67, 51), (640, 360)])
        {
            using var world = Worlds.Open($"scenario=traffic&seed=2&size={width}x{height}");
            var frame = pool.Rent(world.Format, default);
            frame.Pixels.Clear();
            world.Paint(frame);
            var last = frame.Pixels[^(width * 3)..];
            Assert.True(last.ContainsAnyExcept((byte)0));
            Assert.NotEqual(0, last[^1] + last[^2] + last[^3]);
            unsafe
            {
                Assert.True(new ReadOnlySpan<byte>(frame.Pointer + frame.Format.Bytes, Frame.Slack).IndexOfAnyExcept((byte)0) < 0);
            }
            frame.Release();
        }
    }

    [Fact]
    public void Paint_FrameOfAnotherSize_IsRefused()
    {
        using var world = Worlds.Open("scenario=traffic");
        using var pool = new FramePool(1);
        var frame = pool.Rent(new FrameFormat(PixelFormat.Rgb24, 64, 64), default);
        Assert.Throws<ArgumentException>(() => world.Paint(frame));
        frame.Release();
    }
}
