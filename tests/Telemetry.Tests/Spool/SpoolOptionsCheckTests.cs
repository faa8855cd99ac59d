using Telemetry.Spool;
using Xunit;

namespace Telemetry.Tests.Spool;

public sealed class SpoolOptionsCheckTests
{
    [Fact]
    public void Defaults_HaveNoProblem() => Assert.Empty(SpoolOptionsCheck.Problems(new SpoolOptions()));

    [Fact]
    public void Problems_AreAllSaidAtOnce_WithKeyAndValue()
    {
        var problems = SpoolOptionsCheck.Problems(new SpoolOptions
        {
            Directory = " ", SegmentBytes = 9 * 1024 * 1024, MaxBytes = 5, MaxRecordBytes = 0, QueueBytes = 1, RetryFirst = TimeSpan.Zero,
        });
        Assert.Equal(6, problems.Count);
        foreach (var key in new[] { "Directory", "SegmentBytes", "MaxBytes", "MaxRecordBytes", "QueueBytes", "RetryFirst" })
            Assert.Single(problems, problem => problem.StartsWith($"Spool:{key} is '", StringComparison.Ordinal));
    }

    [Fact]
    public void Record_ThatNoSegmentHolds_IsAProblem() =>
        Assert.Single(SpoolOptionsCheck.Problems(new SpoolOptions { SegmentBytes = 16 * 1024, MaxRecordBytes = 5000 }), problem => problem.Contains("MaxRecordBytes", StringComparison.Ordinal));
}
