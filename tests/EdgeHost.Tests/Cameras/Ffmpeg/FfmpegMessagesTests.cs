using EdgeHost.Cameras.Ffmpeg;
using Xunit;

namespace EdgeHost.Tests.Cameras.Ffmpeg;

public sealed class FfmpegMessagesTests
{
    [Theory]
    [InlineData("yuv420p(tv, bt709, progressive), 1280x720", "Bt709Limited")]
    [InlineData("yuv420p(tv, bt470bg/unknown/unknown, progressive), 720x576", "Bt601Limited")]
    [InlineData("yuv420p(tv, smpte170m/smpte170m/bt709, progressive), 720x480", "Bt601Limited")]
    [InlineData("yuvj420p(pc, bt470bg/unknown/unknown), 64x48", "Bt601Full")]
    [InlineData("yuv420p(pc, progressive), 64x48", "Bt601Full")]
    [InlineData("yuvj420p(pc, bt709, progressive), 1920x1080", "Bt709Full")]
    [InlineData("yuv420p(progressive), 640x360", null)]
    [InlineData("yuv420p, 640x360 (pc)", null)]
    public void Add_OutputLine_TellsTheColours(string description, string? expected)
    {
        var messages = new FfmpegMessages();
        messages.Add("[info]   Stream #0:0: Video: h264 (High), yuvj444p(pc, bt709), 1280x720"); // the input's, not ours
        Assert.Null(messages.Encoding);
        messages.Add("[info] Output #0, nut, to 'pipe:1':");
        messages.Add($"[info]   Stream #0:0: Video: rawvideo (I420 / 0x30323449), {description} [SAR 1:1], q=2-31, 25 fps");
        Assert.Equal(expected, messages.Encoding?.ToString());
    }

    [Theory]
    [InlineData("[error] a.mp4: Invalid data", true)]
    [InlineData("[mov,mp4 @ 0x5] [error] moov atom not found", true)]
    [InlineData("[fatal] Error opening input", true)]
    [InlineData("sh: 1: exec: ffmpeg: not found", true)]
    [InlineData("[info] Stream mapping:", false)]
    [InlineData("[swscaler @ 0x5] [warning] deprecated pixel format used", false)]
    public void IsError_EachLevel_IsTold(string line, bool isError) => Assert.Equal(isError, FfmpegMessages.IsError(line));
}
