using EdgeEngines.Frames;

namespace EdgeHost.Cameras.Framing;

/// <summary>Raw video in a container: header once, then a small header and the pixels of each frame.</summary>
internal abstract class VideoFraming(ByteSource bytes, bool isLive, CameraCounters counters)
{
    protected ByteSource Bytes { get; } = bytes;

    /// <summary>The next frame, or null at a clean end.</summary>
    /// <exception cref="CameraException">The bytes are not what the container's specification says.</exception>
    /// <exception cref="EndOfStreamException">The bytes end inside a header or a frame.</exception>
    public abstract Frame? Read(FramePool pool, CancellationToken cancellationToken);

    /// <summary>Rents a frame and fills it. Null when the source cannot wait and every buffer is out: the pixels are skipped
    /// and counted.</summary>
    protected Frame? ReadPixels(FramePool pool, in FrameFormat format, ReadOnlySpan<byte> prefix, CancellationToken cancellationToken)
    {
        var frame = isLive ? pool.TryRent(format) : pool.Rent(format, cancellationToken);
        if (frame is null)
        {
            Bytes.Skip(format.Bytes - prefix.Length);
            counters.CountSkipped();
            return null;
        }
        try
        {
            var pixels = frame.Pixels;
            prefix.CopyTo(pixels);
            Bytes.ReadExactly(pixels[prefix.Length..]);
            return frame;
        }
        catch
        {
            frame.Release();
            throw;
        }
    }

    /// <summary>Where nothing says how colours are coded: BT.709 from HD up, BT.601 below, as broadcast and players have it.</summary>
    protected static YuvEncoding Guess(int width, int height) =>
        width >= 1280 || height > 576 ? YuvEncoding.Bt709Limited : YuvEncoding.Bt601Limited;
}
