using EdgeEngines.Frames;
using EdgeHost.Cameras;
using Xunit;

namespace EdgeHost.Tests.Cameras;

internal static class Opening
{
    public static CameraUri Uri(string text)
    {
        Assert.True(CameraUri.TryParse(text, out var uri, out var error), error);
        return uri!;
    }

    public static CameraOpening Of(string uri, CameraCounters? counters = null, TimeSpan? resumeAfter = null) =>
        new(new CameraId("test"), Uri(uri), counters ?? new CameraCounters(), TimeProvider.System, resumeAfter);

    /// <summary>Reads to the end, at most <paramref name="most"/> frames, and releases each.</summary>
    public static List<TimeSpan> ReadAll(ICameraSource source, FramePool pool, int most = int.MaxValue, Action<Frame>? look = null)
    {
        var times = new List<TimeSpan>();
        while (times.Count < most && source.Read(pool, TestContext.Current.CancellationToken) is { } frame)
        {
            look?.Invoke(frame);
            times.Add(frame.SourceTime);
            frame.Release();
        }
        return times;
    }
}
