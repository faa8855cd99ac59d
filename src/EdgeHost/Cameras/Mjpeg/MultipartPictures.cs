using EdgeEngines.Frames;
using EdgeEngines.Pictures;
using EdgeHost.Cameras.Framing;

namespace EdgeHost.Cameras.Mjpeg;

/// <summary>The frames of a multipart JPEG stream; what cannot be decoded is counted and skipped. Owns the stream.</summary>
/// <param name="boundary">As the Content-Type gives it; null where there is none.</param>
internal sealed class MultipartPictures(Stream stream, string? boundary, CameraOpening opening) : IDisposable
{
    private readonly MultipartReader _reader = new(stream, boundary, opening.Counters);
    private readonly JpegDecoder _decoder = new();
    private (int Width, int Height) _size;
    private (int Width, int Height)? _atLeast;
    private readonly long _opened = opening.Time.GetTimestamp();

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var jpeg = _reader.Read();
            if (jpeg.IsEmpty)
                return null;
            var picture = _decoder.Decode(jpeg, pool, waits: false, _atLeast, cancellationToken);
            if (picture.Succeeded)
            {
                // the next picture will be as large as this one
                if (opening.SmallestFrame is { } smallest && picture.Frame.SourceSize != _size)
                    (_size, _atLeast) = (picture.Frame.SourceSize, smallest(picture.Frame.SourceSize));
                picture.Frame.SourceTime = opening.Time.GetElapsedTime(_opened); // the stream has no times of its own
                return picture.Frame;
            }
            if (picture.Outcome == DecodeOutcome.NoRoom)
                opening.Counters.CountSkipped();
            else
                opening.Counters.CountBadPart();
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _decoder.Dispose();
    }
}
