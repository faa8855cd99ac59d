using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using SkiaSharp;
using Xunit;

namespace EdgeEngines.Tests.Pictures;

public sealed class PictureDecoderTests : IDisposable
{
    private readonly FramePool _pool = new(1);
    private readonly PictureDecoder _decoder = new(1_000_000);

    public void Dispose()
    {
        Assert.Equal(0, _pool.Leased);
        _pool.Dispose();
        _decoder.Dispose();
    }

    [Theory]
    [InlineData("png", 0)]
    [InlineData("bmp", 0)]
    [InlineData("webp", 20)]
    [InlineData("jpeg", 20)]
    public void Decode_EachFormat_IsThePictureInRgb(string format, double allowed)
    {
        var file = format switch
        {
            "bmp" => EncodedPictures.Bmp(53, 31),
            "png" => EncodedPictures.File(53, 31, SKEncodedImageFormat.Png),
            "webp" => EncodedPictures.File(53, 31, SKEncodedImageFormat.Webp),
            _ => EncodedPictures.Jpeg(53, 31),
        };
        var picture = _decoder.Decode(file, _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        Assert.Equal(new FrameFormat(PixelFormat.Rgb24, 53, 31), picture.Frame.Format with { Encoding = YuvEncoding.Bt601Limited });
        Assert.Equal((53, 31), picture.Frame.SourceSize);
        for (var i = 0; i < 53 * 31; i++)
        {
            var expected = EncodedPictures.Pattern(i % 53, i / 53, 53, 31);
            var (red, green, blue) = FrameColours.At(picture.Frame, i % 53, i / 53);
            Assert.Equal(expected.Red, red, allowed);
            Assert.Equal(expected.Green, green, allowed);
            Assert.Equal(expected.Blue, blue, allowed);
        }
        picture.Frame.Release();
    }

    // EXIF 2.32: which visual corner the stored picture's first pixel and the end of its first row belong to.
    [Theory]
    [InlineData(1, "top left", "top right")]
    [InlineData(2, "top right", "top left")]
    [InlineData(3, "bottom right", "bottom left")]
    [InlineData(4, "bottom left", "bottom right")]
    [InlineData(5, "top left", "bottom left")]
    [InlineData(6, "top right", "bottom right")]
    [InlineData(7, "bottom right", "top right")]
    [InlineData(8, "bottom left", "top left")]
    public void Decode_ExifOrientation_StandsUpright(int orientation, string first, string endOfFirstRow)
    {
        var jpeg = EncodedPictures.WithOrientation(EncodedPictures.Jpeg(64, 32, SKJpegEncoderDownsample.Downsample444), orientation);
        var picture = _decoder.Decode(jpeg, _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        var expected = orientation < 5 ? (64, 32) : (32, 64);
        Assert.Equal(expected, (picture.Frame.Format.Width, picture.Frame.Format.Height));
        Assert.Equal(expected, picture.Frame.SourceSize);
        AssertCorner(picture.Frame, first, EncodedPictures.Pattern(0, 0, 64, 32));
        AssertCorner(picture.Frame, endOfFirstRow, EncodedPictures.Pattern(63, 0, 64, 32));
        picture.Frame.Release();
    }

    [Fact]
    public void Decode_PngThatClaimsTooMuch_IsRefused()
    {
        var picture = _decoder.Decode(EncodedPictures.File(1001, 1000, SKEncodedImageFormat.Png), _pool);
        Assert.Equal(DecodeOutcome.Refused, picture.Outcome);
        Assert.Contains("1001x1000", picture.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void Decode_CutOffFile_IsRefused(SKEncodedImageFormat format)
    {
        var file = EncodedPictures.File(200, 100, format);
        foreach (var part in new[] { 0.1, 0.5, 0.9 })
        {
            var picture = _decoder.Decode(file.AsSpan(0, (int)(file.Length * part)), _pool);
            Assert.Equal(DecodeOutcome.Refused, picture.Outcome);
            Assert.NotEmpty(picture.Reason!);
        }
    }

    [Fact]
    public void Decode_NoPicture_SaysWhatIsExpectedAndFound()
    {
        Assert.Contains("found 5 bytes that start with 68656C6C6F", _decoder.Decode("hello"u8, _pool).Reason, StringComparison.Ordinal);
        Assert.Contains("PNG, JPEG, WebP or BMP", _decoder.Decode([], _pool).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileOrNoFile_NamesThePath()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "picture.png");
        Assert.Contains("picture.png", _decoder.Read(path, _pool).Reason, StringComparison.Ordinal);
        File.WriteAllText(path, "no picture");
        Assert.Contains("picture.png", _decoder.Read(path, _pool).Reason, StringComparison.Ordinal);
        File.WriteAllBytes(path, EncodedPictures.File(8, 4, SKEncodedImageFormat.Png));
        var picture = _decoder.Read(path, _pool);
        Assert.True(picture.Succeeded, picture.Reason);
        Assert.Equal(DecodeOutcome.NoRoom, _decoder.Read(path, _pool, waits: false).Outcome);
        picture.Frame.Release();
        folder.Delete(recursive: true);
    }

    private static void AssertCorner(Frame frame, string corner, (byte Red, byte Green, byte Blue) expected)
    {
        var x = corner.Contains("left", StringComparison.Ordinal) ? 0 : frame.Format.Width - 1;
        var y = corner.Contains("top", StringComparison.Ordinal) ? 0 : frame.Format.Height - 1;
        var (red, green, blue) = FrameColours.At(frame, x, y);
        Assert.Equal(expected.Red, red, 8.0);
        Assert.Equal(expected.Green, green, 8.0);
        Assert.Equal(expected.Blue, blue, 8.0);
    }
}
