using CsCheck;
using EdgeEngines.Frames;
using EdgeEngines.Models;
using EdgeEngines.Pictures;
using EdgeEngines.Tensors;
using SkiaSharp;
using Xunit;

namespace EdgeEngines.Tests.Pictures;

public sealed class JpegDecoderTests : IDisposable
{
    private const int MaxPixels = 4_000_000;
    private static readonly Lazy<byte[]> s_hd = new(() => EncodedPictures.Jpeg(1280, 720));
    private readonly FramePool _pool = new(2);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
    }

    [Theory]
    [InlineData(true, SKJpegEncoderDownsample.Downsample420, 64, 48, PixelFormat.I420)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample420, 70, 50, PixelFormat.I420)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample420, 63, 47, PixelFormat.Rgb24)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample422, 64, 48, PixelFormat.I420)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample422, 74, 47, PixelFormat.I420)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample422, 63, 48, PixelFormat.Rgb24)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample444, 64, 48, PixelFormat.Rgb24)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample420, 1, 1, PixelFormat.Rgb24)]
    [InlineData(false, SKJpegEncoderDownsample.Downsample420, 64, 48, PixelFormat.Rgb24)]
    [InlineData(false, SKJpegEncoderDownsample.Downsample422, 63, 47, PixelFormat.Rgb24)]
    [InlineData(false, SKJpegEncoderDownsample.Downsample420, 1, 1, PixelFormat.Rgb24)]
    public void Decode_AnySampling_IsThePictureThatWasEncoded(bool turbo, SKJpegEncoderDownsample samples, int width, int height, PixelFormat expected)
    {
        using var decoder = Decoder(turbo);
        var picture = decoder.Decode(EncodedPictures.Jpeg(width, height, samples), _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        Assert.Equal(new FrameFormat(expected, width, height, YuvEncoding.Bt601Full).Bytes, picture.Frame.Format.Bytes);
        Assert.Equal(expected, picture.Frame.Format.Pixels);
        Assert.Equal((width, height), picture.Frame.SourceSize);
        AssertShowsPattern(picture.Frame);
        picture.Frame.Release();
    }

    [Theory]
    [InlineData(true, 64, 48)]
    [InlineData(true, 33, 17)]
    [InlineData(false, 33, 17)]
    public void Decode_Grey_HasNeutralColours(bool turbo, int width, int height)
    {
        using var decoder = Decoder(turbo);
        var picture = decoder.Decode(EncodedPictures.GreyJpeg(width, height), _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        for (var i = 0; i < width * height; i++)
        {
            var (red, green, blue) = FrameColours.At(picture.Frame, i % width, i / width);
            Assert.Equal(EncodedPictures.Grey(i % width, width), red, 4.0);
            Assert.Equal(red, green);
            Assert.Equal(red, blue);
        }
        picture.Frame.Release();
    }

    [Theory]
    [InlineData(true, 416, 234, 640, 360)]
    [InlineData(true, 416, 416, 1280, 720)]
    [InlineData(true, 640, 360, 640, 360)]
    [InlineData(true, 641, 10, 1280, 720)]
    [InlineData(true, 10, 10, 160, 90)]
    [InlineData(true, 5000, 5000, 1280, 720)]
    [InlineData(false, 416, 234, 640, 360)]
    [InlineData(false, 10, 10, 160, 90)]
    public void Decode_NeededSmaller_IsTheSmallestHalvingThatSuffices(bool turbo, int width, int height, int expectedWidth, int expectedHeight)
    {
        using var decoder = Decoder(turbo);
        var picture = decoder.Decode(s_hd.Value, _pool, atLeast: (width, height));
        Assert.True(picture.Succeeded, picture.Reason);
        Assert.Equal((expectedWidth, expectedHeight), (picture.Frame.Format.Width, picture.Frame.Format.Height));
        Assert.Equal((1280, 720), picture.Frame.SourceSize);
        AssertShowsPattern(picture.Frame);
        picture.Frame.Release();
    }

    [Theory]
    [InlineData(true, SKJpegEncoderDownsample.Downsample420)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample422)]
    [InlineData(true, SKJpegEncoderDownsample.Downsample444)]
    [InlineData(false, SKJpegEncoderDownsample.Downsample420)]
    public void Decode_ScaledToAnOddSize_IsStillThePicture(bool turbo, SKJpegEncoderDownsample samples)
    {
        using var decoder = Decoder(turbo);
        var picture = decoder.Decode(EncodedPictures.Jpeg(251, 133, samples), _pool, atLeast: (100, 60));
        Assert.True(picture.Succeeded, picture.Reason);
        Assert.Equal((126, 67), (picture.Frame.Format.Width, picture.Frame.Format.Height));
        AssertShowsPattern(picture.Frame);
        picture.Frame.Release();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_CutOffAnywhere_IsRefusedWithAReason(bool turbo)
    {
        using var decoder = Decoder(turbo);
        var jpeg = EncodedPictures.Jpeg(320, 200);
        for (var length = 0; length < jpeg.Length - 2; length += 1 + (jpeg.Length / 50))
        {
            var picture = decoder.Decode(jpeg.AsSpan(0, length), _pool);
            Assert.Equal(DecodeOutcome.Refused, picture.Outcome);
            Assert.NotEmpty(picture.Reason!);
            Assert.Null(picture.Frame);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_ClaimOfHugeSize_IsRefusedBeforeMemoryIsTaken(bool turbo)
    {
        using var decoder = Decoder(turbo);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var picture = decoder.Decode(EncodedPictures.WithClaimedSize(EncodedPictures.Jpeg(16, 16), 65000, 65000), _pool);
        Assert.Equal(DecodeOutcome.Refused, picture.Outcome);
        Assert.Contains("65000x65000", picture.Reason, StringComparison.Ordinal);
        Assert.Contains("4000000", picture.Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_NoJpeg_SaysWhatWasFound(bool turbo)
    {
        using var decoder = Decoder(turbo);
        Assert.Contains("no bytes", decoder.Decode([], _pool).Reason, StringComparison.Ordinal);
        Assert.Contains("89504E47", decoder.Decode(EncodedPictures.File(8, 8, SKEncodedImageFormat.Png), _pool).Reason, StringComparison.Ordinal);
        Assert.Equal(DecodeOutcome.Refused, decoder.Decode([0xFF, 0xD8], _pool).Outcome);
        Assert.Equal(DecodeOutcome.Refused, decoder.Decode([0xFF, 0xD8, 0xFF, 0xD9], _pool).Outcome);
    }

    [Fact]
    public void Decode_StrayBytesBetweenSegments_AreForgiven()
    {
        using var decoder = Decoder(turbo: true);
        var jpeg = EncodedPictures.Jpeg(64, 48);
        byte[] stray = [.. jpeg[..^2], 0, 1, 2, 3, .. jpeg[^2..]];
        var picture = decoder.Decode(stray, _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        AssertShowsPattern(picture.Frame);
        picture.Frame.Release();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_MutatedBytes_NeitherCrashesNorLeaks(bool turbo)
    {
        using var decoder = Decoder(turbo);
        byte[][] pictures =
        [
            EncodedPictures.Jpeg(72, 40), EncodedPictures.Jpeg(33, 21, SKJpegEncoderDownsample.Downsample422),
            EncodedPictures.Jpeg(64, 64, SKJpegEncoderDownsample.Downsample422), EncodedPictures.GreyJpeg(40, 40),
        ];
        var change = Gen.Select(Gen.Int[0, 100_000], Gen.Byte);
        Gen.Select(Gen.Int[0, 3], change.Array[1, 6], Gen.Int[1, 80]).Sample(
            (which, changes, wanted) =>
            {
                var jpeg = pictures[which].ToArray();
                foreach (var (at, value) in changes)
                    jpeg[2 + (at % (at % 3 == 0 ? jpeg.Length - 2 : Math.Min(700, jpeg.Length - 2)))] = value; // headers more often
                var picture = decoder.Decode(jpeg, _pool, waits: false, atLeast: (wanted, wanted));
                Assert.NotEqual(DecodeOutcome.NoRoom, picture.Outcome);
                Assert.Equal(picture.Succeeded ? 1 : 0, _pool.Leased);
                Assert.InRange(picture.Frame?.Format.Bytes ?? 0, 0, MaxPixels * 3);
                picture.Frame?.Release();
            },
            iter: 3000,
            threads: 1);
    }

    [Fact]
    public void Decode_AllFramesOut_SaysSoAndWaitsOnlyWhenAsked()
    {
        using var decoder = new JpegDecoder();
        var jpeg = EncodedPictures.Jpeg(16, 16);
        var held = new[] { decoder.Decode(jpeg, _pool).Frame!, decoder.Decode(jpeg, _pool).Frame! };
        Assert.Equal(DecodeOutcome.NoRoom, decoder.Decode(jpeg, _pool, waits: false).Outcome);
        using var soon = new CancellationTokenSource();
        soon.Cancel();
        Assert.Throws<OperationCanceledException>(() => decoder.Decode(jpeg, _pool, waits: true, cancellationToken: soon.Token));
        Array.ForEach(held, frame => frame.Release());
    }

    [Fact]
    public void Decode_PictureAfterPicture_AllocatesNothing()
    {
        using var decoder = Decoder(turbo: true);
        foreach (var samples in Enum.GetValues<SKJpegEncoderDownsample>())
        {
            var jpeg = EncodedPictures.Jpeg(320, 200, samples);
            decoder.Decode(jpeg, _pool).Frame!.Release();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
                decoder.Decode(jpeg, _pool).Frame!.Release();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void SmallestFrame_OfALetterbox_LetsThePictureBeDecodedAtHalf()
    {
        var input = new InputDescription { Name = "x", Width = 416, Height = 416 };
        Assert.Equal((416, 234), FrameToTensor.SmallestFrame(input, (1280, 720)));
        Assert.Equal((416, 416), FrameToTensor.SmallestFrame(input with { Resize = ResizeMode.Stretch }, (1280, 720)));
        Assert.Equal((740, 416), FrameToTensor.SmallestFrame(input with { Resize = ResizeMode.Crop }, (1280, 720)));
        Assert.Equal((320, 180), FrameToTensor.SmallestFrame(input, (320, 180)));
    }

    private static JpegDecoder Decoder(bool turbo)
    {
        Assert.SkipWhen(turbo && !JpegDecoder.TurboIsInstalled, "libturbojpeg is not installed");
        return new JpegDecoder(MaxPixels, turbo ? TurboLibrary.Installed : null);
    }

    // JPEG at quality 95 and chroma that is not interpolated keep a smooth pattern within a few levels; a step of the pattern between
    // neighbours counts too, where the picture is small.
    private static void AssertShowsPattern(Frame frame)
    {
        var (width, height) = (frame.Format.Width, frame.Format.Height);
        var allowed = 5 + (170.0 * 2 / width) + (120.0 * 2 / height);
        var step = 1 + (width * height / 10_000);
        for (var i = 0; i < width * height; i += step)
        {
            var expected = EncodedPictures.Pattern(i % width, i / width, width, height);
            var (red, green, blue) = FrameColours.At(frame, i % width, i / width);
            Assert.Equal(expected.Red, red, allowed);
            Assert.Equal(expected.Green, green, allowed);
            Assert.Equal(expected.Blue, blue, allowed);
        }
    }
}
