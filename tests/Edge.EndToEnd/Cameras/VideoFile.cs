using System.Globalization;
using Edge.EndToEnd.Processes;
using Xunit;

namespace Edge.EndToEnd.Cameras;

/// <summary>Films and pictures made by ffmpeg.</summary>
internal static class VideoFile
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);

    /// <summary>ffmpeg's moving test picture; no model finds anything sensible in it.</summary>
    public static async Task<string> MakeAsync(string path, int frames, string size = "320x240", int framesPerSecond = 30)
    {
        await RunAsync(
            "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"testsrc2=size={size}:rate={framesPerSecond}"),
            "-frames:v", Text(frames), "-c:v", "mpeg4", "-q:v", "5", path);
        return path;
    }

    /// <summary>The first frames of a film as JPEGs.</summary>
    public static async Task<IReadOnlyList<byte[]>> PicturesAsync(string film, int count)
    {
        using var folder = new TemporaryFolder();
        await RunAsync("-i", film, "-frames:v", Text(count), "-q:v", "3", folder.File("%04d.jpg"));
        return [.. Directory.GetFiles(folder.Path, "*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using var ffmpeg = Child.Start(Tool.Need("ffmpeg", "ffmpeg"), ["-nostdin", "-v", "error", "-y", .. arguments]);
        var code = await ffmpeg.ExitAsync(s_bound);
        Assert.True(code == 0, ffmpeg.Story());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
