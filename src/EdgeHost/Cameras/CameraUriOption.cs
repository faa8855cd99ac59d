using System.Globalization;
using EdgeHost.Cameras.Framing;

namespace EdgeHost.Cameras;

/// <summary>One option behind a camera URI: its name, what it may be, and how that is said in an error.</summary>
internal sealed record CameraUriOption(string Name, string Expected, Predicate<string> IsValid)
{
    private static readonly CameraUriOption s_loop = new("loop", "true or false",
        text => text is "" or "1" or "true" or "yes" or "on" or "0" or "false" or "no" or "off");
    private static readonly CameraUriOption s_size = new("size", "a size such as 640x360", text => ParseSize(text) is not null);
    private static readonly CameraUriOption s_fps = Number("fps", 0.1, 1000);

    private static readonly CameraUriOption[] s_sim =
        [s_size, s_fps, Whole("seed", 0, int.MaxValue), Whole("boxes", 0, 3), Whole("away", 0, 10), Whole("frames", 1, int.MaxValue), s_loop];
    private static readonly CameraUriOption[] s_file = [s_loop];
    private static readonly CameraUriOption[] s_images = [s_fps, s_loop];
    private static readonly CameraUriOption[] s_v4l2 = [s_size, s_fps, new("format", "letters and digits, e.g. mjpeg or yuyv422", IsWord)];
    private static readonly CameraUriOption[] s_rtsp = [new("transport", "tcp or udp", text => text is "tcp" or "udp")];

    public static CameraUriOption[] For(CameraScheme scheme) => scheme switch
    {
        CameraScheme.Sim => s_sim,
        CameraScheme.File => s_file,
        CameraScheme.Images => s_images,
        CameraScheme.V4l2 => s_v4l2,
        CameraScheme.Rtsp => s_rtsp,
        _ => [],
    };

    public static (int Width, int Height)? ParseSize(string text)
    {
        var cross = text.IndexOf('x', StringComparison.OrdinalIgnoreCase);
        return cross > 0
            && int.TryParse(text.AsSpan(0, cross), NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(text.AsSpan(cross + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && PictureLimits.Allow(width, height)
            ? (width, height)
            : null;
    }

    private static CameraUriOption Number(string name, double least, double most) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
            text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most);

    private static CameraUriOption Whole(string name, int least, int most) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most);

    private static bool IsWord(string text) => text.Length is > 0 and <= 32 && text.All(char.IsAsciiLetterOrDigit);
}
