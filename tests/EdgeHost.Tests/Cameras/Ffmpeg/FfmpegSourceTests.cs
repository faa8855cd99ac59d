using System.Diagnostics;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Ffmpeg;
using EdgeHost.Tests.Cameras.Framing;
using Xunit;

namespace EdgeHost.Tests.Cameras.Ffmpeg;

public sealed class FfmpegSourceTests : IDisposable
{
    private readonly FramePool _pool = new(4);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("videos/carnd-vehicle-test_video.mp4", "Bt709Limited")]
    [InlineData("videos/bottle-detection.mp4", "Bt601Limited")]
    public void Read_RealVideo_EqualsFfmpegsOwnHashes(string video, string encoding)
    {
        var path = Needs.Data(video);
        var truth = FrameHash.Parse(Needs.Run(
            "ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-frames:v", "60", "-pix_fmt", "yuv420p", "-c:v", "rawvideo",
            "-enc_time_base", "-1", "-f", "framehash", "-hash", "sha256", "pipe:1"));
        using var source = new FfmpegSource(Opening.Of("file:" + path), new FfmpegOptions());
        var found = new List<(double, string)>();
        Opening.ReadAll(source, _pool, 60, frame =>
        {
            found.Add(FrameHash.Of(frame.SourceTime.TotalSeconds, frame.Pixels));
            Assert.Equal(encoding, frame.Format.Encoding.ToString());
        });
        Assert.Equal(truth, found);
    }

    [Fact]
    public void Read_UntilTheEnd_GivesEveryFrameOnceAndThenNull()
    {
        using var source = new FfmpegSource(Opening.Of(Video(frames: 50)), new FfmpegOptions());
        var times = Opening.ReadAll(source, _pool);
        Assert.Equal(50, times.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i / 25.0), times.Select(t => Math.Round(t.TotalSeconds, 3)));
        Assert.Null(source.Read(_pool, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(48)]
    [InlineData(49)]
    public void Read_ResumedBehindAFrame_GivesTheRestWithTheFilesTimes(int last)
    {
        var video = Video(frames: 50);
        using var source = new FfmpegSource(Opening.Of(video, resumeAfter: TimeSpan.FromSeconds(last / 25.0)), new FfmpegOptions());
        var times = Opening.ReadAll(source, _pool).Select(t => Math.Round(t.TotalSeconds, 3));
        Assert.Equal(Enumerable.Range(last + 1, 49 - last).Select(i => i / 25.0), times);
    }

    /// <summary>Frames that are decoded in another order than they are shown are what goes wrong where one play meets the next.</summary>
    [Theory]
    [InlineData("mpeg4", "mp4", 0)]
    [InlineData("mpeg4", "mp4", 2)]
    [InlineData("mpeg4", "mov", 2)]
    [InlineData("mpeg4", "mkv", 2)]
    public void Read_PlayedAgain_EachPlayIsTheWholeFilm(string codec, string container, int reordered)
    {
        var path = _folder.File("film." + container);
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25", "-frames:v", "30", "-c:v", codec, "-bf", $"{reordered}", path);
        var once = Play(null);
        Assert.Equal(30, once.Count);

        var thrice = Play(new PlayAgain(30, 3));

        Assert.Equal([.. once, .. once, .. once], thrice);

        List<(double, string)> Play(PlayAgain? again)
        {
            using var source = new FfmpegSource(Opening.Of("file:" + path) with { Again = again }, new FfmpegOptions());
            Assert.Equal(again is not null, source.PlaysAgain);
            var found = new List<(double, string)>();
            Opening.ReadAll(source, _pool, look: frame => found.Add(FrameHash.Of(Math.Round(frame.SourceTime.TotalSeconds, 3), frame.Pixels)));
            return found;
        }
    }

    [Fact]
    public void PlaysAgain_FilmWithoutAnIndex_IsLeftToTheCamera()
    {
        using var source = new FfmpegSource(Opening.Of(Video(frames: 5)) with { Again = new PlayAgain(5, 2) }, new FfmpegOptions());
        Assert.False(source.PlaysAgain);
        Assert.Equal(5, Opening.ReadAll(source, _pool).Count);
    }

    [Fact]
    public void Read_FullRangeVideo_IsNotConvertedAndSaysSo()
    {
        var path = _folder.File("full.avi");
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=white:size=64x48", "-frames:v", "2", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", path);
        using var source = new FfmpegSource(Opening.Of(path), new FfmpegOptions());
        Opening.ReadAll(source, _pool, look: frame =>
        {
            Assert.Equal(YuvEncoding.Bt601Full, frame.Format.Encoding);
            Assert.Equal(255, frame.Pixels[0]);
        });
    }

    [Fact]
    public void Read_VideoThatChangesSize_GoesOnAtTheFirstSize()
    {
        var path = _folder.File("sizes.mjpeg"); // JPEGs in a row; ffmpeg scales the later ones
        File.WriteAllBytes(path, [.. Jpeg("64x48"), .. Jpeg("128x96"), .. Jpeg("64x48")]);
        using var source = new FfmpegSource(Opening.Of(path), new FfmpegOptions());
        Assert.Equal(3, Opening.ReadAll(source, _pool, look: frame => Assert.Equal((64, 48), frame.SourceSize)).Count);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("audio")]
    public void Read_NotAVideo_FailsForGoodWithFfmpegsReason(string kind)
    {
        Needs.Program("ffmpeg");
        var path = _folder.File("bad.mp4");
        if (kind == "audio")
            Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=0.2", path);
        else
            File.WriteAllBytes(path, kind == "text" ? "no video at all"u8.ToArray() : kind == "empty" ? [] : Mp4()[..300]);
        using var source = new FfmpegSource(Opening.Of("file:" + path), new FfmpegOptions());
        var error = Assert.Throws<CameraException>(() => source.Read(_pool, default));
        Assert.True(error.IsPermanent);
        Assert.Contains("status 1", error.Message, StringComparison.Ordinal);
        Assert.Contains(kind == "audio" ? "matches no streams" : "[error]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FfmpegMissing_SaysHowToGetIt()
    {
        var path = _folder.File("any.mp4");
        File.WriteAllText(path, "");
        var error = Assert.Throws<CameraException>(() => new FfmpegSource(Opening.Of(path), new FfmpegOptions { SearchPath = "/nonexistent" }));
        Assert.True(error.IsPermanent);
        Assert.Contains("apt-get install ffmpeg", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoSuchFile_FailsForGood()
    {
        var error = Assert.Throws<CameraException>(() => new FfmpegSource(Opening.Of("/no/such.mp4"), new FfmpegOptions()));
        Assert.True(error.IsPermanent);
        Assert.Contains("/no/such.mp4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ChildKilled_FailsButNotForGood()
    {
        using var source = new FfmpegSource(Opening.Of(Video(frames: 2000)), new FfmpegOptions());
        Opening.ReadAll(source, _pool, most: 3);
        using (var ffmpeg = Process.GetProcessById(source.ChildId))
            ffmpeg.Kill();
        var error = Assert.Throws<CameraException>(() => Opening.ReadAll(source, _pool));
        Assert.False(error.IsPermanent);
        Assert.Contains("killed by signal 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RefusedConnection_HidesThePassword()
    {
        Needs.Program("ffmpeg");
        using var source = new FfmpegSource(Opening.Of("rtsp://admin:s3cret@127.0.0.1:9/1"), new FfmpegOptions());
        var error = Assert.Throws<CameraException>(() => source.Read(_pool, default));
        Assert.False(error.IsPermanent);
        Assert.Contains("rtsp://***@127.0.0.1:9/1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithACopiedStream_WritesBoth()
    {
        using var source = new FfmpegSource(Opening.Of(Video(frames: 50)), new FfmpegOptions(), FfmpegOutput.Segments(_folder.File("clip-%s.ts"), TimeSpan.FromSeconds(10)));
        Assert.Equal(50, Opening.ReadAll(source, _pool).Count);
        Assert.NotEmpty(Directory.GetFiles(_folder.Path, "clip-*.ts"));
    }

    [Fact]
    public void Abort_WhilePipeIsFull_ReadEnds()
    {
        using var source = new FfmpegSource(Opening.Of(Video(frames: 2000)), new FfmpegOptions());
        Opening.ReadAll(source, _pool, most: 1);
        source.Abort();
        Assert.Throws<CameraException>(() => Opening.ReadAll(source, _pool));
    }

    private string Video(int frames)
    {
        var path = _folder.File("a video's \"name\" $HOME.avi");
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=25", "-frames:v", $"{frames}", "-c:v", "mpeg4", "-y", path);
        return "file:" + path;
    }

    private byte[] Mp4()
    {
        var path = _folder.File("whole.mp4");
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "5", "-c:v", "mpeg4", path);
        return File.ReadAllBytes(path);
    }

    private static byte[] Jpeg(string size) =>
        Needs.Run("ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc=size={size}", "-frames:v", "1", "-c:v", "mjpeg", "-f", "mjpeg", "pipe:1");
}
