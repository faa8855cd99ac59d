using System.Buffers;
using EdgeEngines.Detecting;
using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using EdgeEngines.Tensors;

namespace EdgeHost.Rewards.Pictures;

/// <summary>
/// A frame becomes a picture that may leave, or none at all:
/// <code>
///  frame ─► scaled down ─► every redactor looks ─► mosaic over what was found, and around ─► JPEG, made anew ─► read back ─► every redactor looks again
///                                                                                                                    nothing found: it may leave
/// </code>
/// What is looked at last is what would leave, byte for byte. One thread at a time.
/// </summary>
internal sealed class Redaction(IReadOnlyList<Redactor> redactors, RewardPicturesOptions options, TimeProvider time) : IDisposable
{
    /// <summary>On every side of a box: hair, ears and the frame of a plate tell too.</summary>
    private const float Around = 0.3f;

    private readonly CropEncoder _encoder = new(options.LongestSide, quality: 85);
    private readonly PictureDecoder _decoder = new();
    private readonly FramePool _pool = new(1);
    private readonly ArrayBufferWriter<byte> _jpeg = new(64 * 1024);
    private readonly List<Box> _found = [];

    /// <param name="frame">The caller keeps its lease.</param>
    public (byte[]? Jpeg, int Blurred, string Fate) Redact(Frame frame)
    {
        var began = time.GetTimestamp();
        Encode(frame);
        if (Look(out var small) is { } fault)
            return (null, 0, fault);
        var blurred = _found.Count;
        using (small)
        {
            foreach (var box in _found)
                Mosaic.Apply(small.Frame, PixelRegion.Around(box, Around, small.Frame));
            Encode(small.Frame);
        }
        if (_jpeg.WrittenCount > options.MostBytes)
            return (null, blurred, $"dropped: {_jpeg.WrittenCount} bytes, at most {options.MostBytes} (Rewards:Picture:MostBytes)");
        if (Look(out var leaving) is { } again)
            return (null, blurred, again);
        leaving.Dispose();
        if (_found.Count > 0)
            return (null, blurred, $"dropped: {_found.Count} places were found again after they were made unrecognisable");
        var took = time.GetElapsedTime(began);
        return took.TotalSeconds > options.Seconds
            ? (null, blurred, FormattableString.Invariant($"dropped: it took {took.TotalSeconds:0.0} s, at most {options.Seconds} (Rewards:Picture:Seconds)"))
            : (_jpeg.WrittenSpan.ToArray(), blurred, "kept");
    }

    public void Dispose()
    {
        foreach (var redactor in redactors)
            redactor.Dispose();
        _decoder.Dispose();
        _pool.Dispose();
    }

    private void Encode(Frame frame)
    {
        _jpeg.ResetWrittenCount();
        _encoder.Encode(frame, PixelRegion.Whole(frame.Format), _jpeg);
    }

    /// <summary>Reads the JPEG back and lets every redactor look at it; why not, where that failed.</summary>
    private string? Look(out Held picture)
    {
        picture = default;
        _found.Clear();
        var decoded = _decoder.Decode(_jpeg.WrittenSpan, _pool);
        if (!decoded.Succeeded)
            return $"dropped: it could not be read back: {decoded.Reason}";
        var isSure = true;
        try
        {
            foreach (var redactor in redactors)
                isSure &= redactor.TryFind(decoded.Frame, _found);
        }
        catch
        {
            decoded.Frame.Release();
            throw;
        }
        if (isSure)
        {
            picture = new Held(decoded.Frame);
            return null;
        }
        decoded.Frame.Release();
        return "dropped: more was found than a detector lists";
    }

    private readonly record struct Held(Frame Frame) : IDisposable
    {
        public void Dispose() => Frame.Release();
    }
}
