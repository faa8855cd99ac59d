using System.Runtime.Intrinsics;
using EdgeEngines.Frames;
using EdgeEngines.Tensors;

namespace EdgeEngines.Pictures;

/// <summary>
/// Which of libturbojpeg's outputs suits a picture: 4:2:0 goes straight into the frame's planes; 4:2:2 (most webcams) too, but for its
/// chroma rows, which are averaged in pairs; grey gets neutral chroma; everything else becomes RGB24.
/// </summary>
internal sealed unsafe class TurboToFrame(TurboReader turbo)
{
    private AlignedBuffer<byte> _chroma = new(0);

    public DecodedPicture Decode(
        ReadOnlySpan<byte> jpeg, in TurboHeader header, FramePool pool, bool waits, (int Width, int Height)? atLeast, bool asRgb, CancellationToken cancellationToken)
    {
        var full = (header.Width, header.Height);
        var divisor = JpegScale.Divisor(full, atLeast);
        var (width, height) = (JpegScale.Scaled(header.Width, divisor), JpegScale.Scaled(header.Height, divisor));
        var asPlanes = !asRgb && FitsPlanes(header, width, height);
        var format = new FrameFormat(asPlanes ? PixelFormat.I420 : PixelFormat.Rgb24, width, height, YuvEncoding.Bt601Full);
        var frame = PictureLimits.Rent(pool, format, waits, cancellationToken);
        if (frame is null)
            return DecodedPicture.NoRoom;
        frame.SourceSize = full;
        // The size was worked out from this header with the library's own rule, so it writes this many pixels and no more.
        var decoded = asPlanes ? TryReadPlanes(jpeg, header.Subsampling, frame) : turbo.TryReadRgb(jpeg, frame.Pointer, width, height);
        if (decoded)
            return DecodedPicture.Of(frame);
        frame.Release();
        return DecodedPicture.Refused(turbo.LastError());
    }

    // The library pads planes to whole pairs of pixels; the frame has no room for that.
    private static bool FitsPlanes(in TurboHeader header, int width, int height) => header.Subsampling switch
    {
        TurboSubsampling.Samples420 => header.Colours == TurboColours.YCbCr && width % 2 == 0 && height % 2 == 0,
        TurboSubsampling.Samples422 => header.Colours == TurboColours.YCbCr && width % 2 == 0,
        TurboSubsampling.Grey => true,
        _ => false,
    };

    private bool TryReadPlanes(ReadOnlySpan<byte> jpeg, TurboSubsampling subsampling, Frame frame)
    {
        var (width, height) = (frame.Format.Width, frame.Format.Height);
        var (chromaWidth, chromaHeight) = frame.Format.Chroma;
        var u = frame.Pointer + (width * height);
        var v = u + (chromaWidth * chromaHeight);
        var strides = stackalloc int[] { width, chromaWidth, chromaWidth };
        if (subsampling != TurboSubsampling.Samples422)
        {
            if (subsampling == TurboSubsampling.Grey)
                new Span<byte>(u, chromaWidth * chromaHeight * 2).Fill(128);
            var planes = stackalloc byte*[] { frame.Pointer, u, v };
            return turbo.TryReadPlanes(jpeg, planes, strides, width, height);
        }

        var tallBytes = chromaWidth * height;
        if (_chroma.Length < tallBytes * 2)
            _chroma = new AlignedBuffer<byte>(tallBytes * 2);
        var tallPlanes = stackalloc byte*[] { frame.Pointer, _chroma.Pointer, _chroma.Pointer + tallBytes };
        if (!turbo.TryReadPlanes(jpeg, tallPlanes, strides, width, height))
            return false;
        HalveRows(_chroma.Pointer, u, chromaWidth, height);
        HalveRows(_chroma.Pointer + tallBytes, v, chromaWidth, height);
        return true;
    }

    private static void HalveRows(byte* tall, byte* halved, int width, int height)
    {
        for (var row = 0; row < height; row += 2, halved += width)
        {
            var upper = tall + ((long)row * width);
            var lower = row + 1 < height ? upper + width : upper;
            var i = 0;
            for (; i <= width - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                var (above, below) = (Vector128.Load(upper + i), Vector128.Load(lower + i));
                ((above | below) - ((above ^ below) >>> 1)).Store(halved + i); // (a + b + 1) / 2 without a carry
            }
            for (; i < width; i++)
                halved[i] = (byte)((upper[i] + lower[i] + 1) / 2);
        }
    }
}
