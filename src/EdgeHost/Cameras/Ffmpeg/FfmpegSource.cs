using EdgeEngines.Frames;
using EdgeHost.Cameras.Children;
using EdgeHost.Cameras.Framing;

namespace EdgeHost.Cameras.Ffmpeg;

/// <summary>A video file, an RTSP stream or a V4L2 device, decoded by an ffmpeg child whose frames come through a pipe.</summary>
internal sealed class FfmpegSource : ICameraSource
{
    /// <summary>Where ffmpeg finds back to the first frame exactly; in AVI and transport streams it loses frames at the seam.</summary>
    private static readonly string[] s_indexed = [".mp4", ".m4v", ".mov", ".mkv", ".webm"];

    private readonly CameraOpening _opening;
    private readonly ChildProcess _child;
    private readonly NutReader _video;
    private readonly FfmpegMessages _messages = new();
    private long _frames;
    private long _position;
    private TimeSpan _first;
    private TimeSpan _playBegan;

    /// <exception cref="CameraException">ffmpeg or the file is not there.</exception>
    public FfmpegSource(CameraOpening opening, FfmpegOptions options, params ReadOnlySpan<FfmpegOutput> furtherOutputs)
    {
        var uri = opening.Uri;
        _opening = s_indexed.Any(end => uri.Address.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? opening : opening with { Again = null };
        if (uri.Scheme == CameraScheme.File && !File.Exists(uri.Address))
            throw new CameraException($"there is no file '{uri.Address}' (from {Environment.CurrentDirectory})") { IsPermanent = true };
        var program = ExecutablePath.Find(options.Program, options.SearchPath)
            ?? throw new CameraException($"'{options.Program}' was not found on PATH, and {uri} needs it: apt-get install ffmpeg") { IsPermanent = true };
        var arguments = FfmpegCommand.Arguments(uri, options, opening.ResumeAfter, _opening.Again, [FfmpegOutput.Frames, .. furtherOutputs]);
        _child = ChildProcess.Start(program, arguments, _messages.Add);
        _child.Messages.Keeps = FfmpegMessages.IsError;
        _video = new NutReader(_child.Output, IsLive, opening.Counters, Encoding);
    }

    public bool IsLive => _opening.Uri.IsLive;

    /// <summary>Starting ffmpeg takes as much CPU as decoding a hundred small frames, so a film that is played again stays open.</summary>
    public bool PlaysAgain => _opening.Again is not null;

    internal int ChildId => _child.Id;

    public Frame? Read(FramePool pool, CancellationToken cancellationToken)
    {
        try
        {
            var frame = ReadNext(pool, cancellationToken);
            while (frame is not null && frame.SourceTime <= _opening.ResumeAfter)
            {
                frame.Release(); // seeking is only as fine as the file's clock
                frame = ReadNext(pool, cancellationToken);
            }
            if (frame is null && _child.WaitForExit() is not (0 or null))
                throw Failed("");
            _frames += frame is null ? 0 : 1;
            return frame;
        }
        catch (EndOfStreamException) when (_frames == 0 && _opening.ResumeAfter is not null && _child.WaitForExit() == 0)
        {
            return null; // the failure came right behind the last frame
        }
        catch (EndOfStreamException)
        {
            throw Failed(_frames == 0 ? "" : $" inside frame {_frames}");
        }
    }

    public void Abort() => _child.Abort();

    public void Dispose() => _child.Dispose();

    private Frame? ReadNext(FramePool pool, CancellationToken cancellationToken)
    {
        var frame = _video.Read(pool, cancellationToken);
        if (frame is not null && _opening.ResumeAfter is { } start)
            frame.SourceTime += start; // ffmpeg counts from where it was told to start
        if (frame is not null && _opening.Again is { } again)
            frame.SourceTime = WithinPlay(frame.SourceTime, again.Frames);
        return frame;
    }

    /// <summary>ffmpeg counts on from play to play.</summary>
    private TimeSpan WithinPlay(TimeSpan time, long framesAPlay)
    {
        if (_position == 0)
            _first = time;
        if (_position++ % framesAPlay == 0)
            _playBegan = time;
        return time - _playBegan + _first;
    }

    /// <summary>ffmpeg describes its output before it writes the first frame to it, so that has arrived by now.</summary>
    private YuvEncoding? Encoding()
    {
        _child.Messages.Drain();
        return _messages.Encoding;
    }

    private CameraException Failed(string where)
    {
        var code = _child.WaitForExit();
        var said = _child.Messages.Last.Count > 0 ? ": " + string.Join(" | ", _child.Messages.Last) : "";
        var ended = code switch
        {
            null => "closed its output",
            > 128 => $"was killed by signal {code - 128}",
            _ => $"ended with status {code}",
        };
        return new CameraException($"ffmpeg {ended}{where} reading {_opening.Uri}{said}")
        {
            // a file that gave nothing will give nothing next time; a kill says nothing about the file
            IsPermanent = _opening.Uri.Scheme == CameraScheme.File && _frames == 0 && code is >= 0 and < 128,
        };
    }
}
