using System.Runtime.InteropServices;

namespace EdgeEngines.Frames;

/// <summary>
/// A decoded picture in a pooled native buffer with a counted lease. Whoever rents it holds one lease; each further holder
/// (detection, snapshot, clip, memory) takes its own with <see cref="Retain"/> and gives it up with <see cref="Release"/>.
/// The last release returns the buffer to its pool; touching the pixels after that is a bug and throws.
/// </summary>
public sealed unsafe class Frame
{
    /// <summary>Readable bytes behind the picture, so that vector loads may run over its end.</summary>
    public const int Slack = 64;

    private readonly FramePool _pool;
    private byte* _pixels;
    private int _capacity;
    private int _leases;

    internal Frame(FramePool pool) => _pool = pool;

    public FrameFormat Format { get; private set; }

    /// <summary>Size of the picture as the camera sent it. Boxes are reported in these pixels; the decoded picture may be
    /// smaller (scaled JPEG decoding), never larger.</summary>
    public (int Width, int Height) SourceSize { get; set; }

    public CameraId Camera { get; set; }

    /// <summary>Counts the camera's frames from 0 since the host started, dropped ones included.</summary>
    public long Sequence { get; set; }

    /// <summary>Monotonic capture time, <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long CapturedTimestamp { get; set; }

    /// <summary>Capture time, UTC.</summary>
    public DateTimeOffset CapturedAt { get; set; }

    /// <summary>Position in the source's own clock (file position, stream time).</summary>
    public TimeSpan SourceTime { get; set; }

    public Span<byte> Pixels => new(Guarded(), Format.Bytes);

    /// <summary>The picture, 64-byte aligned, with <see cref="Slack"/> readable bytes behind it.</summary>
    public byte* Pointer => Guarded();

    /// <summary>Takes a further lease. Only a holder may do so.</summary>
    public void Retain()
    {
        if (Interlocked.Increment(ref _leases) <= 1)
            throw new InvalidOperationException($"frame {Sequence} of {Camera} was retained after its last release");
    }

    public void Release()
    {
        var left = Interlocked.Decrement(ref _leases);
        if (left == 0)
            _pool.Return(this);
        else if (left < 0)
            throw new InvalidOperationException($"frame {Sequence} of {Camera} was released more often than leased");
    }

    internal void Lease(in FrameFormat format)
    {
        if (format.Bytes > _capacity)
            Resize(format.Bytes);
        Format = format;
        SourceSize = (format.Width, format.Height);
        Volatile.Write(ref _leases, 1);
    }

    internal void Free()
    {
        NativeMemory.AlignedFree(_pixels);
        _pixels = null;
        _capacity = 0;
    }

    private void Resize(int bytes)
    {
        Free();
        _pixels = (byte*)NativeMemory.AlignedAlloc((nuint)(bytes + Slack), 64);
        NativeMemory.Clear(_pixels + bytes, Slack);
        _capacity = bytes;
    }

    private byte* Guarded() => Volatile.Read(ref _leases) > 0
        ? _pixels
        : throw new InvalidOperationException($"frame {Sequence} of {Camera} was used after its last release");
}
