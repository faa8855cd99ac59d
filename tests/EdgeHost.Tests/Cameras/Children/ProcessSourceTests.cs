using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Children;
using Xunit;

namespace EdgeHost.Tests.Cameras.Children;

public sealed class ProcessSourceTests : IDisposable
{
    private readonly FramePool _pool = new(4);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData("-c:v rawvideo -pix_fmt yuv420p -f nut")]
    [InlineData("-pix_fmt yuv420p -f yuv4mpegpipe")]
    [InlineData("-c:v mjpeg -f mpjpeg")]
    public void Read_EachFraming_IsRecognised(string output)
    {
        Needs.Program("ffmpeg");
        var counters = new CameraCounters();
        using var source = new ProcessSource(Opening.Of($"process:ffmpeg -v error -f lavfi -i testsrc=size=64x48 -frames:v 5 {output} pipe:1", counters));
        Assert.Equal(5, Opening.ReadAll(source, _pool, look: frame => Assert.Equal((64, 48), frame.SourceSize)).Count);
        Assert.Equal(0, counters.BadParts);
    }

    [Theory]
    [InlineData("echo hello world, I am no video at all", "expected NUT")]
    [InlineData("echo no camera at http://a:s3cret@b/ >&2; exit 5", "status 5: no camera at http://***@b/")]
    [InlineData("printf 'YUV4MPEG2 W64 H48 F25:1\\nFRAME\\nabc'", "inside frame 0")]
    [InlineData("no-such-program-here", "status 127")]
    [InlineData("kill -9 $$", "status 137")]
    public void Read_NoVideo_SaysWhatCame(string command, string expected)
    {
        using var source = new ProcessSource(Opening.Of("process:" + command));
        var error = Assert.Throws<CameraException>(() => source.Read(_pool, default));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.False(error.IsPermanent);
    }
}
