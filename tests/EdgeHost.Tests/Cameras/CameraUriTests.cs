using EdgeHost.Cameras;
using Xunit;

namespace EdgeHost.Tests.Cameras;

public sealed class CameraUriTests
{
    [Theory]
    [InlineData("sim:", "Sim", "pattern")]
    [InlineData("sim:pattern?size=640x360&fps=29.97&seed=1&boxes=3", "Sim", "pattern")]
    [InlineData("/videos/a b.mp4", "File", "/videos/a b.mp4")]
    [InlineData("videos/12:30.mp4", "File", "videos/12:30.mp4")]
    [InlineData("file:rel/a.mp4?loop", "File", "rel/a.mp4")]
    [InlineData("file:///abs/a%20b.mp4", "File", "/abs/a b.mp4")]
    [InlineData("RTSP://cam/1?channel=2#transport=udp", "Rtsp", "RTSP://cam/1?channel=2")]
    [InlineData("rtsps://u:p@cam:322/1", "Rtsp", "rtsps://u:p@cam:322/1")]
    [InlineData("https://cam/stream?x=1", "Http", "https://cam/stream?x=1")]
    [InlineData("images:a/b?fps=2", "Images", "a/b")]
    [InlineData("v4l2:/dev/video0?size=640x480&fps=15&format=mjpeg", "V4l2", "/dev/video0")]
    [InlineData("process:gst-launch-1.0 a ! b?c#d", "Process", "gst-launch-1.0 a ! b?c#d")]
    public void TryParse_EachScheme_SplitsSchemeAddressAndOptions(string text, string scheme, string address)
    {
        Assert.True(CameraUri.TryParse(text, out var uri, out var error), error);
        Assert.Equal((scheme, address), (uri!.Scheme.ToString(), uri.Address));
    }

    [Theory]
    [InlineData("", "expected file:, http:")]
    [InlineData("ftp://host/x", "unknown scheme 'ftp:'")]
    [InlineData("sim:moon", "sim:pattern or sim:street")]
    [InlineData("sim:pattern?size=640", "640x360")]
    [InlineData("sim:pattern?size=99999999x2", "640x360")]
    [InlineData("sim:pattern?boxes=4", "0 to 3")]
    [InlineData("sim:pattern?fps=NaN", "0.1 to 1000")]
    [InlineData("sim:pattern?speed=1", "size, fps, seed")]
    [InlineData("file:", "file:video.mp4")]
    [InlineData("process: ", "process:command line")]
    [InlineData("http:stream", "http://host/path")]
    [InlineData("rtsp://cam/1#transport=avian", "tcp or udp")]
    [InlineData("v4l2:/dev/video0?format=a -i x", "letters and digits")]
    public void TryParse_Wrong_SaysWhatIsExpected(string text, string expected)
    {
        Assert.False(CameraUri.TryParse(text, out _, out var error));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_UnknownScheme_NamesAllAllowedOnes()
    {
        Assert.False(CameraUri.TryParse("gopher:x", out _, out var error));
        Assert.All(["sim:", "file:", "rtsp:", "rtsps:", "http:", "https:", "images:", "v4l2:", "process:"], s => Assert.Contains(s, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rtsp://admin:s3cret@cam/1", "rtsp://***@cam/1")]
    [InlineData("http://cam/s?user=a&pwd=s3cret&x=1", "http://cam/s?user=a&pwd=***&x=1")]
    [InlineData("process:ffmpeg -i 'rtsp://a:s3cret@b/c' -f nut -", "process:ffmpeg -i 'rtsp://***@b/c' -f nut -")]
    [InlineData("file:/a/b@c.mp4", "file:/a/b@c.mp4")]
    public void ToString_WithPassword_ShowsNone(string text, string shown)
    {
        var uri = Opening.Uri(text);
        Assert.Equal(shown, uri.ToString());
        Assert.DoesNotContain("s3c", $"{uri} {new CameraSettings { Id = new("a"), Uri = uri }}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:a?loop", true)]
    [InlineData("file:a?loop=true", true)]
    [InlineData("file:a?loop=0", false)]
    [InlineData("file:a", false)]
    public void Loop_Given_IsRead(string text, bool loops) => Assert.Equal(loops, Opening.Uri(text).Loop);

    [Theory]
    [InlineData("http://u:s3cret@:99999/x")]
    [InlineData("rtsp://admin:s3cret@@cam/1")]
    public void TryParse_WrongUrl_ErrorHidesPassword(string text)
    {
        Assert.False(CameraUri.TryParse(text, out _, out var error));
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
        Assert.NotEmpty(error);
    }
}
