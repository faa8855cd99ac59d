using EdgeHost.Cameras.Ffmpeg;
using Xunit;

namespace EdgeHost.Tests.Cameras.Ffmpeg;

public sealed class FfmpegCommandTests
{
    [Theory]
    [InlineData("file:-i.mp4", "-i file:-i.mp4")]
    [InlineData("rtsp://u:p@cam/1?a=b", "-rtsp_transport tcp -fflags nobuffer -flags low_delay -analyzeduration 1000000 -i rtsp://u:p@cam/1?a=b")]
    [InlineData("rtsps://cam/1#transport=udp", "-rtsp_transport udp -fflags nobuffer")]
    [InlineData("v4l2:/dev/video2?size=640x480&fps=15&format=mjpeg",
        "-f v4l2 -input_format mjpeg -framerate 15 -video_size 640x480 -i /dev/video2")]
    [InlineData("v4l2:/dev/video0", "-f v4l2 -i /dev/video0")]
    public void Arguments_EachScheme_HasItsInput(string uri, string expected) => Assert.Contains(expected, Text(uri, new FfmpegOptions()), StringComparison.Ordinal);

    [Fact]
    public void Arguments_AnyScheme_NeverReadsStandardInputAndWritesRawNut()
    {
        var text = Text("file:a.mp4", new FfmpegOptions());
        Assert.StartsWith("-nostdin -hide_banner", text, StringComparison.Ordinal);
        Assert.EndsWith("-f nut pipe:1", text, StringComparison.Ordinal);
        Assert.Contains("-c:v rawvideo", text, StringComparison.Ordinal); // else ffmpeg would encode
    }

    [Fact]
    public void Arguments_Threads_ComeBeforeTheInput()
    {
        Assert.Matches("-threads 1 .*-i ", Text("file:a", new FfmpegOptions()));
        Assert.Matches("-threads 3 -hwaccel cuda .*-i ", Text("file:a", new FfmpegOptions { DecodeThreads = 3, InputArguments = ["-hwaccel", "cuda"] }));
        Assert.DoesNotContain("-threads", Text("file:a", new FfmpegOptions { DecodeThreads = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_SecondOutput_FollowsTheFirst()
    {
        var copy = FfmpegOutput.Segments("/clips/%s.ts", TimeSpan.FromSeconds(10));
        var arguments = FfmpegCommand.Arguments(Opening.Uri("rtsp://cam/1"), new FfmpegOptions(), null, FfmpegOutput.Frames, copy);
        Assert.EndsWith("pipe:1 -map 0:v:0 -c copy -f segment -segment_time 10 -segment_format mpegts -strftime 1 -reset_timestamps 1 /clips/%s.ts",
            string.Join(' ', arguments), StringComparison.Ordinal);
    }

    private static string Text(string uri, FfmpegOptions options) =>
        string.Join(' ', FfmpegCommand.Arguments(Opening.Uri(uri), options, null, FfmpegOutput.Frames));
}
