using System.Collections.Concurrent;
using System.Diagnostics;

using EdgeEngines.Frames;

using Xunit;

namespace EdgeEngines.Tests.Detecting.Golden;

/// <summary>The pictures of the golden files, decoded by ffmpeg: videos to I420, stills to RGB24, so that both ways into an engine
/// are taken. Kept, because several models look at them.</summary>
internal static class GoldenFrames
{
    private static readonly ConcurrentDictionary<(string Source, int Frame), byte[]> s_decoded = new();

    public static Frame Rent(GoldenPicture picture, IEnumerable<GoldenPicture> all, string dataRoot, FramePool pool)
    {
        if (!s_decoded.ContainsKey((picture.Source, picture.Frame)))
            Decode(picture, [.. all.Where(other => other.Source == picture.Source).Select(other => other.Frame)], dataRoot);
        var format = new FrameFormat(Pixels(picture), picture.Width, picture.Height, YuvEncoding.Bt601Limited);
        var frame = pool.Rent(format, TestContext.Current.CancellationToken);
        s_decoded[(picture.Source, picture.Frame)].CopyTo(frame.Pixels);
        return frame;
    }

    private static PixelFormat Pixels(GoldenPicture picture) => picture.IsStill ? PixelFormat.Rgb24 : PixelFormat.I420;

    private static void Decode(GoldenPicture picture, int[] frames, string dataRoot)
    {
        var format = Pixels(picture) == PixelFormat.I420 ? "yuv420p" : "rgb24";
        var bytes = new FrameFormat(Pixels(picture), picture.Width, picture.Height).Bytes;
        using var ffmpeg = Start(
            "-v", "error", "-i", Path.Combine(dataRoot, picture.Source), "-fps_mode", "passthrough", "-frames:v", $"{frames.Max() + 1}",
            "-f", "rawvideo", "-pix_fmt", format, "-");
        var pixels = new byte[bytes];
        for (var index = 0; index <= frames.Max(); index++)
        {
            ffmpeg.StandardOutput.BaseStream.ReadExactly(pixels);
            if (frames.Contains(index))
                s_decoded[(picture.Source, index)] = [.. pixels];
        }
        ffmpeg.WaitForExit();
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Assert.Skip($"ffmpeg is not to be had: {e.Message}");
            throw;
        }
    }
}
