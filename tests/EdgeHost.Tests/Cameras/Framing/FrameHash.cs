using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeHost.Tests.Cameras.Framing;

/// <summary>What ffmpeg's framehash muxer says of a video: time and SHA-256 of each frame.</summary>
internal static class FrameHash
{
    public static List<(double TenthsOfMs, string Hash)> Parse(byte[] text)
    {
        var frames = new List<(double, string)>();
        var tick = 0.0;
        foreach (var line in Encoding.ASCII.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("#tb 0:", StringComparison.Ordinal))
            {
                var parts = line[6..].Split('/');
                tick = double.Parse(parts[0], CultureInfo.InvariantCulture) / double.Parse(parts[1], CultureInfo.InvariantCulture);
            }
            else if (line[0] != '#')
            {
                var fields = line.Split(',', StringSplitOptions.TrimEntries);
                frames.Add((Round(long.Parse(fields[2], CultureInfo.InvariantCulture) * tick), fields[5]));
            }
        }
        return frames;
    }

    public static (double TenthsOfMs, string Hash) Of((double Seconds, byte[] Pixels) frame) => Of(frame.Seconds, frame.Pixels);

    public static (double TenthsOfMs, string Hash) Of(double seconds, ReadOnlySpan<byte> pixels) =>
        (Round(seconds), Convert.ToHexStringLower(SHA256.HashData(pixels)));

    private static double Round(double seconds) => Math.Round(seconds * 10_000);
}
