using EdgeHost.Cameras.Children;
using EdgeHost.Cameras.Ffmpeg;
using EdgeHost.Cameras.Images;
using EdgeHost.Cameras.Mjpeg;
using EdgeHost.Cameras.Pattern;
using EdgeHost.Cameras.Street;

namespace EdgeHost.Cameras;

/// <summary>Opens the source that a camera's URI names.</summary>
internal sealed class CameraSources(FfmpegOptions ffmpeg)
{
    public ICameraSource Open(CameraOpening opening) => opening.Uri.Scheme switch
    {
        CameraScheme.Sim => opening.Uri.World is null ? new PatternSource(opening) : new StreetSource(opening),
        CameraScheme.File or CameraScheme.Rtsp or CameraScheme.V4l2 => new FfmpegSource(opening, ffmpeg),
        CameraScheme.Http => new MjpegSource(opening),
        CameraScheme.Images => new ImagesSource(opening),
        CameraScheme.Process => new ProcessSource(opening),
        _ => throw new CameraException($"{opening.Uri}: no source for this scheme; expected {CameraUri.Allowed}") { IsPermanent = true },
    };
}
