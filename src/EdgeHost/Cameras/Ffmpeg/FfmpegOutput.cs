namespace EdgeHost.Cameras.Ffmpeg;

/// <summary>One output of an ffmpeg run: where it goes and how it is made. The first is the frames on standard output; a second
/// can store the camera's own compressed stream at next to no cost.</summary>
/// <param name="Arguments">Everything in front of the target.</param>
/// <param name="Target">URL or path as ffmpeg takes it.</param>
internal sealed record FfmpegOutput(IReadOnlyList<string> Arguments, string Target)
{
    /// <summary>
    /// Raw 4:2:0 frames in NUT. Full-range pictures stay so: converting them would cost a pass, and the tensor pass handles both.
    /// <c>-enc_time_base -1</c> keeps the source's own clock; the default rounds times to a guessed rate and drops frames that
    /// fall together.
    /// </summary>
    public static FfmpegOutput Frames { get; } = new(
        ["-map", "0:v:0", "-an", "-sn", "-dn", "-c:v", "rawvideo", "-vf", "format=yuv420p|yuvj420p", "-enc_time_base", "-1",
            "-map_metadata", "-1", "-write_index", "0", "-f", "nut"],
        "pipe:1");

    /// <summary>The compressed stream as it came, in segments named by a strftime pattern.</summary>
    public static FfmpegOutput Segments(string pattern, TimeSpan length) => new(
        ["-map", "0:v:0", "-c", "copy", "-f", "segment", "-segment_time", ((long)length.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-segment_format", "mpegts", "-strftime", "1", "-reset_timestamps", "1"],
        pattern);
}
