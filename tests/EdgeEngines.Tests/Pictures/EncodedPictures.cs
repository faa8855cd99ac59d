using System.Buffers.Binary;
using SkiaSharp;

namespace EdgeEngines.Tests.Pictures;

/// <summary>Picture files to decode, made by Skia from a smooth pattern whose colours are known at every place.</summary>
internal static class EncodedPictures
{
    public static (byte Red, byte Green, byte Blue) Pattern(int x, int y, int width, int height) =>
        ((byte)(40 + (170 * x / width)), (byte)(200 - (120 * y / height)), (byte)(60 + (60 * x / width) + (60 * y / height)));

    public static byte[] Jpeg(int width, int height, SKJpegEncoderDownsample samples = SKJpegEncoderDownsample.Downsample420)
    {
        using var picture = Drawn(width, height);
        using var pixels = picture.PeekPixels();
        using var data = pixels.Encode(new SKJpegEncoderOptions(95, samples, SKJpegEncoderAlphaOption.Ignore));
        return data!.ToArray();
    }

    public static byte[] GreyJpeg(int width, int height)
    {
        using var picture = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        for (var y = 0; y < height; y++)
        {
            var row = picture.GetPixelSpan().Slice(y * picture.RowBytes, width);
            for (var x = 0; x < width; x++)
                row[x] = Grey(x, width);
        }
        using var pixels = picture.PeekPixels();
        using var data = pixels.Encode(new SKJpegEncoderOptions(95));
        return data!.ToArray();
    }

    public static byte Grey(int x, int width) => (byte)(30 + (200 * x / width));

    public static byte[] File(int width, int height, SKEncodedImageFormat format)
    {
        using var picture = Drawn(width, height);
        using var data = picture.Encode(format, 100);
        return data!.ToArray();
    }

    /// <summary>24-bit BMP, which Skia reads but does not write.</summary>
    public static byte[] Bmp(int width, int height)
    {
        var rowBytes = ((width * 3) + 3) / 4 * 4;
        var file = new byte[54 + (rowBytes * height)];
        file[0] = (byte)'B';
        file[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        file[26] = 1;
        file[28] = 24;
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            var at = 54 + ((height - 1 - y) * rowBytes) + (x * 3); // rows go upwards
            (file[at + 2], file[at + 1], file[at]) = Pattern(x, y, width, height);
        }
        return file;
    }

    /// <summary>The JPEG with an EXIF segment that holds nothing but an orientation (EXIF 2.32, tag 0x0112).</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0,
            (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, // big-endian TIFF, directory at 8
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, // one entry, a SHORT
            0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>The JPEG with another size in its frame header (SOF0 or SOF2).</summary>
    public static byte[] WithClaimedSize(byte[] jpeg, ushort width, ushort height)
    {
        var claimed = jpeg.ToArray();
        for (var at = 2; at + 9 < claimed.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(claimed.AsSpan(at + 2)))
        {
            if (claimed[at + 1] is not (0xC0 or 0xC2))
                continue;
            BinaryPrimitives.WriteUInt16BigEndian(claimed.AsSpan(at + 5), height);
            BinaryPrimitives.WriteUInt16BigEndian(claimed.AsSpan(at + 7), width);
            return claimed;
        }
        throw new InvalidOperationException("the JPEG has no frame header");
    }

    private static SKBitmap Drawn(int width, int height)
    {
        var picture = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = picture.GetPixelSpan();
        for (var i = 0; i < width * height; i++)
        {
            (pixels[i * 4], pixels[(i * 4) + 1], pixels[(i * 4) + 2]) = Pattern(i % width, i / width, width, height);
            pixels[(i * 4) + 3] = 255;
        }
        return picture;
    }
}
