using System.Globalization;

namespace Telemetry.Spool.Format;

/// <summary>
/// A segment file, <c>0000000000000001.seg</c>:
/// <code>
/// 0 SegmentHeader   4096 CommitMark   8192 CommitMark   12288 records, then zeros up to the size set aside
/// </code>
/// Header and marks have a disk block each, so that writing one cannot tear another.
/// </summary>
internal static class SegmentLayout
{
    public const int FirstMark = 4096;
    public const int SecondMark = 8192;
    public const int DataStart = 12_288;
    public const int LeastBytes = 16 * 1024;
    public const int MostBytes = 8 * 1024 * 1024;
    public const string NewSuffix = ".new";
    private const string Suffix = ".seg";

    public static int LargestPayload(int segmentBytes) => (segmentBytes - DataStart - RecordFormat.HeaderBytes) & -RecordFormat.Alignment;

    public static string NameOf(long number) => number.ToString("D16", CultureInfo.InvariantCulture) + Suffix;

    public static bool TryParseName(string name, out long number)
    {
        number = 0;
        return name.Length == 16 + Suffix.Length
            && name.EndsWith(Suffix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, 16), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0;
    }
}
