using System.Runtime.InteropServices;

namespace EdgeHost.Tooling;

/// <summary>Which machine this is, as far as it decides on times: board or processor, cores, architecture.</summary>
internal static class DeviceName
{
    private const string Board = "/proc/device-tree/model";
    private const string Processors = "/proc/cpuinfo";

    public static string Read() => FormattableString.Invariant(
        $"{BoardName() ?? ProcessorName() ?? "unknown processor"}, {Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");

    private static string? BoardName() => (Lines(Board) is [var board, ..] ? board : null)?.Trim('\0', ' ');

    private static string? ProcessorName() =>
        Lines(Processors).Find(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim();

    private static List<string> Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file).Take(64).ToList() : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
