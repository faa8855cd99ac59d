using System.Globalization;

namespace EdgeHost.Cameras.Ffmpeg;

/// <summary>The argument list of an ffmpeg run for one camera URI.</summary>
internal static class FfmpegCommand
{
    public static List<string> Arguments(CameraUri uri, FfmpegOptions options, TimeSpan? resumeAfter, params ReadOnlySpan<FfmpegOutput> outputs) =>
        Arguments(uri, options, resumeAfter, null, outputs);

    public static List<string> Arguments(
        CameraUri uri, FfmpegOptions options, TimeSpan? resumeAfter, PlayAgain? again, params ReadOnlySpan<FfmpegOutput> outputs)
    {
        // Messages of level info say how colours are coded, which NUT does not; their level in front tells errors from them.
        List<string> arguments = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-filter_threads", "1"];
        if (options.DecodeThreads > 0)
            arguments.AddRange(["-threads", Text(options.DecodeThreads)]);
        arguments.AddRange(options.InputArguments);
        AddInput(arguments, uri, resumeAfter, again);
        foreach (var output in outputs)
        {
            arguments.AddRange(output.Arguments);
            arguments.Add(output.Target);
        }
        return arguments;
    }

    private static void AddInput(List<string> arguments, CameraUri uri, TimeSpan? resumeAfter, PlayAgain? again)
    {
        switch (uri.Scheme)
        {
            case CameraScheme.File:
                // Times count from where we start. -copyts would keep the file's own, but then ffmpeg drops what follows a clock that
                // jumps back, as in recordings joined end to end.
                if (resumeAfter is { } after)
                    arguments.AddRange(["-ss", after.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture)]);
                if (again is { } loop)
                    arguments.AddRange(["-stream_loop", loop.Plays is { } plays ? Text(plays - 1) : "-1"]);
                arguments.AddRange(["-i", "file:" + uri.Address]);
                break;
            case CameraScheme.Rtsp:
                arguments.AddRange(["-rtsp_transport", uri.Option("transport") ?? "tcp", "-fflags", "nobuffer", "-flags", "low_delay"]);
                arguments.AddRange(["-analyzeduration", "1000000", "-i", uri.Address]);
                break;
            case CameraScheme.V4l2:
                arguments.AddRange(["-fflags", "nobuffer", "-flags", "low_delay", "-f", "v4l2"]);
                if (uri.Option("format") is { } format)
                    arguments.AddRange(["-input_format", format]);
                if (uri.Option("fps") is { } rate)
                    arguments.AddRange(["-framerate", rate]);
                if (uri.Size is { } size)
                    arguments.AddRange(["-video_size", $"{Text(size.Width)}x{Text(size.Height)}"]);
                arguments.AddRange(["-i", uri.Address]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(uri), uri.Scheme, "ffmpeg reads file, rtsp and v4l2");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
