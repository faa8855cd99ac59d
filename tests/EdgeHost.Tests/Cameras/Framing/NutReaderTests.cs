using CsCheck;
using EdgeEngines.Frames;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Framing;
using Xunit;

namespace EdgeHost.Tests.Cameras.Framing;

public sealed class NutReaderTests : IDisposable
{
    private const int FrameBytes = 6 * 4 * 3 / 2;
    private readonly FramePool _pool = new(2);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Fact]
    public void Read_PlainStream_GivesPixelsAndTimes()
    {
        var stream = new NutWriter().Magic().Main().Stream().Sync(0).Frame(0, Pixels(1)).Frame(3, Pixels(2)).Sync(50).Frame(51, Pixels(3));
        var frames = Read(stream.ToArray());
        Assert.Equal([Pixels(1), Pixels(2), Pixels(3)], frames.Select(f => f.Pixels));
        Assert.Equal([0, 3 / 25.0, 51 / 25.0], frames.Select(f => f.Seconds));
    }

    [Fact]
    public void Read_ElidedHeader_PutsTheLeftOutBytesInFront()
    {
        var writer = new NutWriter { Elided = [[9, 8, 7]] };
        var frames = Read(writer.Magic().Main().Stream().Frame(0, Pixels(1)[3..], elided: 1).ToArray());
        Assert.Equal([9, 8, 7, .. Pixels(1)[3..]], Assert.Single(frames).Pixels);
    }

    [Fact]
    public void Read_SecondStream_IsSkipped()
    {
        var stream = new NutWriter().Magic().Main(streams: 2).Stream(1, kind: 3).Stream(0)
            .Frame(0, [1, 2, 3], stream: 1).Frame(0, Pixels(1)).Frame(1, [4], stream: 1);
        Assert.Single(Read(stream.ToArray()));
    }

    [Fact]
    public void Read_UnknownPacketAndIndex_AreSkipped()
    {
        var stream = new NutWriter().Magic().Main().Stream().Packet(0x4E49AB68B596BA78, new byte[5000]).Frame(0, Pixels(1)).Packet(0x4E58DD672F23E64E, [1, 2]);
        Assert.Single(Read(stream.ToArray()));
    }

    [Theory]
    [InlineData(0, "Bt601Limited")]
    [InlineData(1, "Bt601Limited")]
    [InlineData(2, "Bt709Limited")]
    [InlineData(17, "Bt601Full")]
    [InlineData(18, "Bt709Full")]
    public void Read_ColourspaceField_IsBelieved(int colours, string expected)
    {
        var stream = new NutWriter { Colours = colours }.Magic().Main().Stream().Frame(0, Pixels(1));
        var reader = new NutReader(Source(stream.ToArray()), isLive: false, new CameraCounters());
        var frame = reader.Read(_pool, default)!;
        Assert.Equal(expected, frame.Format.Encoding.ToString());
        frame.Release();
    }

    [Theory]
    [InlineData("NV12", FrameBytes)]
    [InlineData("RGB\x18", 6 * 4 * 3)]
    public void Read_OtherLayouts_AreKnown(string fourcc, int bytes)
    {
        var stream = new NutWriter { Fourcc = fourcc }.Magic().Main().Stream().Frame(0, new byte[bytes]);
        Assert.Equal(bytes, Assert.Single(Read(stream.ToArray())).Pixels.Length);
    }

    [Fact]
    public void Read_LiveAndAllBuffersOut_SkipsAndCounts()
    {
        var counters = new CameraCounters();
        var stream = new NutWriter().Magic().Main().Stream().Frame(0, Pixels(1)).Frame(1, Pixels(2)).Frame(2, Pixels(3)).Frame(3, Pixels(4));
        var reader = new NutReader(Source(stream.ToArray()), isLive: true, counters);
        var (first, second) = (reader.Read(_pool, default)!, reader.Read(_pool, default)!);
        Assert.Null(reader.Read(_pool, default));
        Assert.Equal(2, counters.Skipped);
        first.Release();
        second.Release();
    }

    [Fact]
    public void Read_SizeChange_SaysBothSizes() =>
        Fails(new NutWriter().Magic().Main().Stream().Frame(0, Pixels(1)).Frame(1, new byte[99]), "99 bytes came where I420 6x4 has 36");

    [Fact]
    public void Read_HugeClaims_AreRefusedBeforeMemoryIsTaken()
    {
        Fails(new NutWriter { Width = 1_000_000, Height = 1_000_000 }.Magic().Main().Stream(), "1000000x1000000");
        Fails(new NutWriter { Width = 16000, Height = 16000 }.Magic().Main().Stream(), "16000x16000");
        Fails(new NutWriter().Magic().Main().Stream().Frame(0, Pixels(1), claimedSize: int.MaxValue), "changed size");
        Fails(new NutWriter().Magic().Main(streams: 5000), "stream count");
        Fails(new NutWriter { TimeBase = (0, 25) }.Magic().Main(), "time base");
        Fails(new NutWriter().Magic().Raw([.. new byte[] { 0x4E, 0x4D, 0x7A, 0x56, 0x1F, 0x5F, 0x04, 0xAD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }]), "64 bits");
    }

    [Fact]
    public void Read_OutOfOrder_IsRefused()
    {
        Fails(new NutWriter().Magic().Raw(0x01, 0, 0), "frame before its main header");
        Fails(new NutWriter().Magic().Stream(), "packet before its main header");
        Fails(new NutWriter().Magic().Main().Frame(0, Pixels(1)), "no header");
        Fails(new NutWriter().Magic().Main(version: 9), "version 9");
        Fails(new NutWriter { Fourcc = "H264" }.Magic().Main().Stream().Frame(0, Pixels(1)), "video 'H264'");
    }

    [Fact]
    public void Read_BrokenChecksum_IsRefused()
    {
        Fails(new NutWriter().Magic().Main().Stream().Frame(0, Pixels(1), breakChecksum: true), "checksum");
        Fails(new NutWriter().Magic().Packet(0x4E4D7A561F5F04AD, [3, 1], breakChecksum: true), "checksum");
    }

    [Fact]
    public void Read_NotNut_SaysSo() => Fails(new NutWriter().Raw("ID3 something"u8.ToArray()), "not NUT");

    [Fact]
    public void Read_CutAnywhere_EndsOrThrowsButNeverHangs()
    {
        var whole = new NutWriter().Magic().Main().Stream().Sync(0).Frame(0, Pixels(1)).Frame(1, Pixels(2)).ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            try
            {
                Assert.True(Read(whole[..length]).Count < 2);
            }
            catch (Exception e) when (e is EndOfStreamException or CameraException)
            {
                // both say that the stream is cut
            }
        }
    }

    [Fact]
    public void Read_Mutated_OnlyEverThrowsWhatItPromises()
    {
        var whole = new NutWriter { Elided = [[1, 2]] }.Magic().Main().Stream().Sync(0).Frame(0, Pixels(1)).Frame(1, Pixels(2)[2..], elided: 1).ToArray();
        Gen.Select(Gen.Int[25, whole.Length - 1], Gen.Byte, Gen.Int[25, whole.Length - 1], Gen.Byte).Sample(
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
                Assert.Equal(0, _pool.Leased);
            },
            iter: 5000, threads: 1);
    }

    [Fact]
    public void Read_GarbageHeadersWithRightChecksums_OnlyEverThrowsWhatItPromises()
    {
        // the checksum guards against damage, not against malice: here every packet passes it
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 40]).Sample(
            (main, stream, tail) =>
            {
                var bytes = new NutWriter().Magic().Packet(0x4E4D7A561F5F04AD, [3, 1, 1, 1, 1, 25, .. main]).Packet(0x4E5311405BF2F9DB, stream).Raw(tail);
                var good = new NutWriter().Magic().Main().Packet(0x4E5311405BF2F9DB, [0, 0, 4, .. "I420"u8, 0, .. stream]).Raw(tail);
                foreach (var writer in new[] { bytes, good })
                {
                    try
                    {
                        Read(writer.ToArray());
                    }
                    catch (Exception e) when (e is EndOfStreamException or CameraException)
                    {
                        // promised
                    }
                }
            },
            iter: 3000, threads: 1);
    }

    /// <summary>ffmpeg is the other implementation: its own checksums and times of each frame (framehash) must be ours.</summary>
    [Theory]
    [InlineData("testsrc=size=64x48:rate=30", "yuv420p")]
    [InlineData("testsrc=size=322x182:rate=30000/1001", "yuv420p")]
    [InlineData("testsrc=size=35x27:rate=7", "yuv420p")]
    [InlineData("color=black:size=64x48:rate=5", "yuv420p")]
    [InlineData("testsrc=size=64x48:rate=30", "nv12")]
    [InlineData("testsrc=size=64x48:rate=30", "rgb24")]
    public void Read_WhatFfmpegWrites_EqualsItsOwnHashes(string source, string format)
    {
        string[] input = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source, "-frames:v", "40", "-pix_fmt", format, "-c:v", "rawvideo"];
        var nut = Needs.Run("ffmpeg", [.. input, "-f", "nut", "pipe:1"]);
        Assert.Equal(FrameHash.Parse(Needs.Run("ffmpeg", [.. input, "-f", "framehash", "-hash", "sha256", "pipe:1"])), Read(nut).Select(FrameHash.Of));
    }

    internal static byte[] Pixels(int seed) => [.. Enumerable.Range(0, FrameBytes).Select(i => (byte)((i * 7) + (seed * 31)))];

    private static StreamByteSource Source(byte[] bytes) => new(new MemoryStream(bytes));

    private void Fails(NutWriter stream, string expected) =>
        Assert.Contains(expected, Assert.Throws<CameraException>(() => Read(stream.ToArray())).Message, StringComparison.Ordinal);

    private List<(double Seconds, byte[] Pixels)> Read(byte[] bytes)
    {
        var reader = new NutReader(Source(bytes), isLive: false, new CameraCounters());
        var frames = new List<(double, byte[])>();
        while (reader.Read(_pool, default) is { } frame)
        {
            frames.Add((frame.SourceTime.TotalSeconds, frame.Pixels.ToArray()));
            frame.Release();
        }
        return frames;
    }
}
