using SkiaSharp;

namespace EdgeWorld.Drawing;

/// <summary>RGB24 to JPEG or PNG bytes, through one bitmap that is kept.</summary>
internal sealed unsafe class PictureEncoder(int width, int height) : IDisposable
{
    private readonly SKBitmap _bitmap = new(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));

    internal SKBitmap Load(ReadOnlySpan<byte> rgb)
    {
        var target = (uint*)_bitmap.GetPixels();
        for (int i = 0, at = 0; i < width * height; i++, at += 3)
            target[i] = 0xFF000000 | (uint)(rgb[at] << 16) | (uint)(rgb[at + 1] << 8) | rgb[at + 2];
        _bitmap.NotifyPixelsChanged();
        return _bitmap;
    }

    public byte[] Encode(ReadOnlySpan<byte> rgb, bool png, int quality)
    {
        Load(rgb);
        using var data = _bitmap.Encode(png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, quality);
        return data.ToArray();
    }

    public void Dispose() => _bitmap.Dispose();
}
