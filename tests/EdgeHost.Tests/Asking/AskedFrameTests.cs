using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using Xunit;

namespace EdgeHost.Tests.Asking;

/// <summary>Whoever is first, frame or the end of patience: no lease is lost.</summary>
public sealed class AskedFrameTests : IDisposable
{
    private static readonly Track[] s_tracks = [new(1, new Box(0, 0, 1, 1), 0.9f, 0, 0, 0, 9, 0) { Confirmed = true }];

    private readonly FramePool _pool = new(1);

    [Fact]
    public void Wait_AFrameCame_ItsLeaseIsTheAskers()
    {
        using var asked = new AskedFrame();
        Come(asked);
        var seen = asked.Wait(TimeSpan.FromSeconds(5), default);
        Assert.Equal((1, 1, "thing"), (_pool.Leased, seen!.Tracks.Length, seen.Labels[0]));
        seen.Frame.Release();
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Put_TheAskerHasGivenUp_TheFrameGoesBack()
    {
        using var asked = new AskedFrame();
        Assert.Null(asked.Wait(TimeSpan.Zero, default));
        Come(asked);
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Dispose_NobodyTookIt_TheFrameGoesBack()
    {
        var asked = new AskedFrame();
        Come(asked);
        asked.Dispose();
        Come(asked);
        Assert.Equal(0, _pool.Leased);
    }

    public void Dispose() => _pool.Dispose();

    private void Come(AskedFrame asked)
    {
        var frame = _pool.TryRent(new FrameFormat(PixelFormat.Rgb24, 2, 2))!;
        asked.Put(frame, s_tracks, ["thing"]);
        frame.Release();
    }
}
