using System.Text;
using CsCheck;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Framing;
using Xunit;

namespace EdgeHost.Tests.Cameras.Framing;

public sealed class Y4mReaderTests : IDisposable
{
    private readonly FramePool _pool = new(2);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData("YUV4MPEG2 W6 H4 F25:1", 1 / 25.0)]
    [InlineData("YUV4MPEG2 W6 H4 F30000:1001 Ip A1:1 C420mpeg2 XYSCSS=420MPEG2", 1001 / 30000.0)]
    [InlineData("YUV4MPEG2 H4 W6 C420 F0:0", 1 / 25.0)]
    public void Read_Headers_GiveSizeAndRate(string header, double step)
    {
        var frames = Read([.. Line(header), .. Line("FRAME"), .. NutReaderTests.Pixels(1), .. Line("FRAME Ip"), .. NutReaderTests.Pixels(2)]);
        Assert.Equal([NutReaderTests.Pixels(1), NutReaderTests.Pixels(2)], frames.Select(f => f.Pixels));
        Assert.Equal(step, frames[1].Seconds, 6);
    }

    [Theory]
    [InlineData("YUV4MPEG2 W6 H4 F25:1 C444", "C444")]
    [InlineData("YUV4MPEG2 W6 H4 F25:1 C420p10", "C420p10")]
    [InlineData("YUV4MPEG2 W6 F25:1", "6x0")]
    [InlineData("YUV4MPEG2 W99999 H99999", "99999x99999")]
    [InlineData("YUV4MPEG2 W-6 H4", "'W-6'")]
    [InlineData("YUV4MPEG2 W6 H4 F25", "F30:1")]
    [InlineData("RIFF", "expected 'YUV4MPEG2'")]
    public void Read_BadHeader_SaysWhatIsWrong(string header, string expected) =>
        Assert.Contains(expected, Assert.Throws<CameraException>(() => Read(Line(header))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_NoLineEnd_IsBounded() => Assert.Throws<CameraException>(() => Read(new byte[100_000]));

    [Fact]
    public void Read_PictureOfAnotherSize_IsSeenAtTheNextHeader() =>
        Assert.Contains("another size", Assert.Throws<CameraException>(
            () => Read([.. Line("YUV4MPEG2 W6 H4"), .. Line("FRAME"), .. new byte[99], .. Line("FRAME"), .. new byte[99]])).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_CutInAFrame_Throws() =>
        Assert.Throws<EndOfStreamException>(() => Read([.. Line("YUV4MPEG2 W6 H4"), .. Line("FRAME"), .. new byte[35]]));

    [Fact]
    public void Read_Mutated_OnlyEverThrowsWhatItPromises()
    {
        byte[] whole = [.. Line("YUV4MPEG2 W6 H4 F25:1 C420jpeg XCOLORRANGE=FULL"), .. Line("FRAME"), .. NutReaderTests.Pixels(1)];
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1], Gen.Byte).Sample(
            (at, value, second, other) =>
            {
                var bytes = whole.ToArray();
                (bytes[at], bytes[second]) = (value, other);
                try
                {
                    Read(bytes);
                }
                catch (Exception e) when (e is EndOfStreamException or CameraException)
                {
                    // promised
                }
            },
            iter: 3000, threads: 1);
    }

    [Theory]
    [InlineData("testsrc=size=64x48:rate=30")]
    [InlineData("testsrc=size=35x27:rate=24000/1001")]
    public void Read_WhatFfmpegWrites_EqualsItsOwnHashes(string source)
    {
        string[] input = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source, "-frames:v", "20", "-pix_fmt", "yuv420p"];
        var y4m = Needs.Run("ffmpeg", [.. input, "-f", "yuv4mpegpipe", "pipe:1"]);
        Assert.Equal(FrameHash.Parse(Needs.Run("ffmpeg", [.. input, "-c:v", "rawvideo", "-f", "framehash", "-hash", "sha256", "pipe:1"])), Read(y4m).Select(FrameHash.Of));
    }

    private static byte[] Line(string text) => Encoding.ASCII.GetBytes(text + "\n");

    private List<(double Seconds, byte[] Pixels)> Read(byte[] bytes)
    {
        var reader = new Y4mReader(new StreamByteSource(new MemoryStream(bytes)), isLive: false, new CameraCounters());
        var frames = new List<(double, byte[])>();
        while (reader.Read(_pool, default) is { } frame)
        {
            frames.Add((frame.SourceTime.TotalSeconds, frame.Pixels.ToArray()));
            frame.Release();
        }
        return frames;
    }
}
