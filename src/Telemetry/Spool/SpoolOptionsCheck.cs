using Telemetry.Spool.Format;

namespace Telemetry.Spool;

/// <summary>All that is wrong with the options, at once; each with key, value, and what is allowed.</summary>
public static class SpoolOptionsCheck
{
    /// <summary>Fewer segments than this and there is nothing to evict but what is being written.</summary>
    private const int LeastSegments = 4;

    public static IReadOnlyList<string> Problems(SpoolOptions options, string section = "Spool")
    {
        var problems = new OptionProblems(section);
        if (string.IsNullOrWhiteSpace(options.Directory))
            problems.Add(nameof(options.Directory), options.Directory, "a folder");
        problems.Range(nameof(options.SegmentBytes), options.SegmentBytes, SegmentLayout.LeastBytes, SegmentLayout.MostBytes);
        problems.Range(nameof(options.MaxBytes), options.MaxBytes, (long)LeastSegments * options.SegmentBytes, long.MaxValue / 2);
        problems.Range(nameof(options.MaxRecordBytes), options.MaxRecordBytes, 1, SegmentLayout.LargestPayload(options.SegmentBytes));
        problems.Range(nameof(options.QueueBytes), options.QueueBytes, RecordFormat.SizeOf(Math.Max(0, options.MaxRecordBytes)), 256 * 1024 * 1024);
        if (options.RetryFirst < TimeSpan.FromMilliseconds(1) || options.RetryFirst > TimeSpan.FromMinutes(1))
            problems.Add(nameof(options.RetryFirst), options.RetryFirst, "1 ms to 1 minute");
        return problems.All;
    }
}
