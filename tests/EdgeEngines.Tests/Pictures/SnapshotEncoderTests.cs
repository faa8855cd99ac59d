using System.Buffers;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using Xunit;

namespace EdgeEngines.Tests.Pictures;

public sealed class SnapshotEncoderTests : IDisposable
{
    private readonly FramePool _pool = new(2);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData(PixelFormat.I420)]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Rgb24)]
    public void Encode_BoxInSource_IsDrawnInTheColourOfItsClass(PixelFormat pixels)
    {
        var frame = Grey(pixels, 161, 121);
        frame.SourceSize = (322, 242);
        using var picture = Encoded(frame, new SnapshotBox(new Box(80, 60, 240, 180), 3), new SnapshotBox(new Box(float.NaN, 0, 1, 1), 1));
        var (red, green, blue) = SnapshotEncoder.ColourOf(3);
        foreach (var (x, y) in new[] { (40, 60), (120, 60), (80, 30), (80, 90) }) // the middle of each side
        {
            var drawn = picture.At(x, y);
            Assert.Equal(red, drawn.Red, 45.0); // chroma is subsampled
            Assert.Equal(green, drawn.Green, 45.0);
            Assert.Equal(blue, drawn.Blue, 45.0);
        }
        foreach (var (x, y) in new[] { (80, 60), (10, 10), (150, 110) })
        {
            var untouched = picture.At(x, y);
            Assert.Equal(100, untouched.Red, 3.0);
            Assert.Equal(100, untouched.Green, 3.0);
            Assert.Equal(100, untouched.Blue, 3.0);
        }
        frame.Release();
    }

    // Colour bars of BT.601, and of BT.709 and JFIF: red.
    [Theory]
    [InlineData(YuvEncoding.Bt601Limited, 82, 90, 240)]
    [InlineData(YuvEncoding.Bt709Limited, 63, 102, 240)]
    [InlineData(YuvEncoding.Bt601Full, 76, 85, 255)]
    [InlineData(YuvEncoding.Bt709Full, 54, 99, 255)]
    public void Encode_RedInEachEncoding_IsRed(YuvEncoding encoding, byte y, byte u, byte v)
    {
        foreach (var pixels in new[] { PixelFormat.I420, PixelFormat.Nv12 })
        {
            var frame = _pool.Rent(new FrameFormat(pixels, 64, 64, encoding), CancellationToken.None);
            frame.Pixels[..4096].Fill(y);
            for (var i = 0; i < 2048; i++)
                frame.Pixels[4096 + i] = pixels == PixelFormat.Nv12 ? (i % 2 == 0 ? u : v) : (i < 1024 ? u : v);
            using var picture = Encoded(frame);
            Assert.Equal(255, picture.At(30, 30).Red, 4.0);
            Assert.Equal(0, picture.At(30, 30).Green, 4.0);
            Assert.Equal(0, picture.At(30, 30).Blue, 4.0);
            frame.Release();
        }
    }

    [Fact]
    public void ColourOf_ManyClasses_AreAllDifferent() =>
        Assert.Equal(80, Enumerable.Range(0, 80).Select(SnapshotEncoder.ColourOf).Distinct().Count());

    [Fact]
    public void Constructor_QualityOutOfRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotEncoder(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotEncoder(101));
    }

    private Frame Grey(PixelFormat pixels, int width, int height)
    {
        var format = new FrameFormat(pixels, width, height, YuvEncoding.Bt601Full);
        var frame = _pool.Rent(format, CancellationToken.None);
        frame.Pixels.Fill(100);
        if (pixels != PixelFormat.Rgb24)
            frame.Pixels[(width * height)..].Fill(128);
        return frame;
    }

    private Snapshot Encoded(Frame frame, params SnapshotBox[] boxes)
    {
        using var encoder = new SnapshotEncoder(quality: 95);
        var jpeg = new ArrayBufferWriter<byte>();
        encoder.Encode(frame, boxes, jpeg, lineWidthPixels: 5);
        using var decoder = new PictureDecoder();
        var picture = decoder.Decode(jpeg.WrittenSpan, _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        Assert.Equal((frame.Format.Width, frame.Format.Height), (picture.Frame.Format.Width, picture.Frame.Format.Height));
        return new Snapshot(picture.Frame);
    }

    private sealed class Snapshot(Frame frame) : IDisposable
    {
        public (double Red, double Green, double Blue) At(int x, int y) => FrameColours.At(frame, x, y);

        public void Dispose() => frame.Release();
    }
}
