using System.Runtime.InteropServices;
using System.Text;

namespace EdgeEngines.Pictures;

/// <summary>One decompressor of libturbojpeg: its tables and buffers are reused from picture to picture. One thread at a time.</summary>
internal sealed unsafe class TurboReader : SafeHandle
{
    private const int PixelFormatRgb = 0;
    private const int ErrorIsFatal = 1;

    /// <summary>Refuses progressive pictures of absurdly many scans, which keep a decoder busy for minutes.</summary>
    private const int LimitScans = 32768;

    private readonly TurboLibrary _library;

    public TurboReader(TurboLibrary library)
        : base(0, ownsHandle: true)
    {
        _library = library;
        SetHandle(library.InitDecompress());
        if (IsInvalid)
            throw new InsufficientMemoryException("libturbojpeg could not make a decompressor");
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Reads no more than the header. False: <see cref="LastError"/> says why.</summary>
    public bool TryReadHeader(ReadOnlySpan<byte> jpeg, out TurboHeader header)
    {
        int width = 0, height = 0, colours = 0;
        var subsampling = (int)TurboSubsampling.Unknown;
        int failed;
        fixed (byte* bytes = jpeg)
            failed = _library.DecompressHeader(handle, bytes, new CULong((uint)jpeg.Length), &width, &height, &subsampling, &colours);
        header = new TurboHeader(width, height, (TurboSubsampling)subsampling, (TurboColours)colours);
        return failed == 0 || IsHarmless() || (width > 0 && subsampling == (int)TurboSubsampling.Unknown);
    }

    public bool TryReadPlanes(ReadOnlySpan<byte> jpeg, byte** planes, int* strides, int width, int height)
    {
        fixed (byte* bytes = jpeg)
        {
            var failed = _library.DecompressToPlanes(handle, bytes, new CULong((uint)jpeg.Length), planes, width, strides, height, LimitScans);
            return failed == 0 || IsHarmless();
        }
    }

    public bool TryReadRgb(ReadOnlySpan<byte> jpeg, byte* pixels, int width, int height)
    {
        fixed (byte* bytes = jpeg)
        {
            var failed = _library.Decompress(
                handle, bytes, new CULong((uint)jpeg.Length), pixels, width, width * 3, height, PixelFormatRgb, LimitScans);
            return failed == 0 || IsHarmless();
        }
    }

    public string LastError() => Encoding.UTF8.GetString(ErrorText());

    protected override bool ReleaseHandle() => _library.Destroy(handle) == 0;

    // The library goes on after a warning and reports the last one. These two say nothing about the pixels: webcams put stray bytes
    // between segments, and some write a JFIF version of their own. All others (an early end, bad data) mean a damaged picture.
    private bool IsHarmless() => _library.GetErrorCode(handle) != ErrorIsFatal
        && (ErrorText().IndexOf("extraneous bytes"u8) >= 0 || ErrorText().IndexOf("JFIF revision"u8) >= 0);

    private ReadOnlySpan<byte> ErrorText() => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_library.GetErrorText(handle));
}
