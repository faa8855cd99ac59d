using EdgeEngines.Frames;
using EdgeEngines.Pictures;

namespace EdgeHost.Cameras.Images;

/// <summary>The JPEG and PNG files of a folder in the order of their names, one a second unless <c>?fps=</c> says otherwise. A file
/// that is no picture is counted and skipped.</summary>
internal sealed class ImagesSource : ICameraSource
{
    private static readonly string[] s_endings = [".jpg", ".jpeg", ".png"];

    private readonly CameraOpening _opening;
    private readonly PictureDecoder _decoder = new();
    private readonly string[] _files;
    private readonly double _framesPerSecond;
    private int _next;
    private int _decoded;
    private volatile bool _aborted;

    public ImagesSource(CameraOpening opening)
    {
        _opening = opening;
        var folder = opening.Uri.Address;
        if (!Directory.Exists(folder))
            throw new CameraException($"there is no folder '{folder}' (from {Environment.CurrentDirectory})") { IsPermanent = true };
        _files = [.. Directory.EnumerateFiles(folder)
            .Where(file => Array.Exists(s_endings, ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)];
        if (_files.Length == 0)
            throw new CameraException($"the folder '{folder}' holds no picture; expected files ending in {string.Join(", ", s_endings)}") { IsPermanent = true };
        _framesPerSecond = opening.Uri.Option("fps", 1.0);
        if (opening.ResumeAfter is { } time)
            _decoded = _next = Math.Min((int)Math.Round(time.TotalSeconds * _framesPerSecond) + 1, _files.Length);
    }

    public bool IsLive => false;

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        var reason = "";
        while (_next < _files.Length && !_aborted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var index = _next++;
            var picture = _decoder.Read(_files[index], pool, waits: true, cancellationToken);
            if (picture.Succeeded)
            {
                _decoded++;
                picture.Frame.SourceTime = TimeSpan.FromSeconds(index / _framesPerSecond);
                return picture.Frame;
            }
            reason = picture.Reason;
            _opening.Counters.CountBadPart();
        }
        return _decoded > 0 || _aborted
            ? null
            : throw new CameraException($"none of the {_files.Length} files in '{_opening.Uri.Address}' could be decoded, the last because {reason}") { IsPermanent = true };
    }

    public void Abort() => _aborted = true;

    public void Dispose() => _decoder.Dispose();
}
