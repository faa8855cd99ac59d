namespace EdgeEngines.Frames;

/// <summary>Layout and size of the decoded picture in a frame.</summary>
public readonly record struct FrameFormat(PixelFormat Pixels, int Width, int Height, YuvEncoding Encoding = YuvEncoding.Bt601Limited)
{
    /// <summary>Width and height of a chroma plane (rounded up, as in I420 and NV12).</summary>
    public (int Width, int Height) Chroma => ((Width + 1) / 2, (Height + 1) / 2);

    public int Bytes => Pixels == PixelFormat.Rgb24 ? Width * Height * 3 : (Width * Height) + (Chroma.Width * Chroma.Height * 2);

    public override string ToString() => $"{Pixels} {Width}x{Height}";
}
