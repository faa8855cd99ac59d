using EdgeEngines.Frames;
using EdgeHost.Cameras.Framing;
using EdgeHost.Cameras.Mjpeg;

namespace EdgeHost.Cameras.Children;

/// <summary>
/// A command line of the user's, run by sh, whose output is NUT, Y4M or multipart MJPEG; which one is seen from its first
/// bytes. This is how GStreamer and device-specific capture programs plug in.
/// </summary>
internal sealed class ProcessSource : ICameraSource
{
    private readonly CameraOpening _opening;
    private readonly ChildProcess _child;
    private VideoFraming? _video;
    private MultipartPictures? _pictures;
    private long _frames;

    public ProcessSource(CameraOpening opening)
    {
        _opening = opening;
        _child = ChildProcess.Start(
            ExecutablePath.Find("sh") ?? throw new CameraException("'sh' was not found on PATH; any POSIX shell will do") { IsPermanent = true },
            ["-c", opening.Uri.Address]);
    }

    public bool IsLive => true;

    internal int ChildId => _child.Id;

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        try
        {
            if (_video is null && _pictures is null && !Recognise())
                throw Ended("before it wrote anything");
            var frame = _video is not null ? _video.Read(pool, cancellationToken) : _pictures!.Read(pool, cancellationToken);
            if (frame is not null)
                _frames++;
            else if (_frames == 0 || _child.WaitForExit() is not (0 or null))
                throw Ended($"after {_frames} frames");
            return frame;
        }
        catch (EndOfStreamException)
        {
            throw Ended($"inside frame {_frames}");
        }
    }

    public void Abort() => _child.Abort();

    public void Dispose()
    {
        _pictures?.Dispose();
        _child.Dispose();
    }

    private bool Recognise()
    {
        var start = _child.Output.Peek(NutReader.Magic.Length);
        if (start.Length == 0)
            return false;
        if (start.StartsWith("YUV4MPEG2"u8))
            _video = new Y4mReader(_child.Output, IsLive, _opening.Counters);
        else if (start.StartsWith("nut/multimedia container"u8))
            _video = new NutReader(_child.Output, IsLive, _opening.Counters);
        else if (start.TrimStart("\r\n"u8).StartsWith("--"u8))
            _pictures = new MultipartPictures(new ByteSourceStream(_child.Output), null, _opening);
        else
            throw new CameraException($"the command's output starts with {Convert.ToHexString(start)}; expected NUT (-f nut), Y4M (y4menc, -f yuv4mpegpipe) or multipart MJPEG (multipartmux, -f mpjpeg)");
        return true;
    }

    private CameraException Ended(string when)
    {
        var code = _child.WaitForExit();
        var said = _child.Messages.Last.Count > 0 ? ": " + string.Join(" | ", _child.Messages.Last) : "";
        return new CameraException($"the command '{_opening.Uri}' ended {when}{(code is null ? "" : $" with status {code}")}{said}");
    }
}
