using Xunit;

namespace EdgeEngines.Tests.Onnx;

public sealed class OrtTelemetryTests
{
    [Fact]
    public void Start_OpensNoUsageDatabase()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc/self/fd");
        Assert.SkipWhen(Environment.GetEnvironmentVariable("ORT_DISABLE_TELEMETRY") is not null, "ORT_DISABLE_TELEMETRY is set from outside");

        using var model = new ModelOnDisk(TinyModels.DoublePlusOne(1, 3, 4, 4));
        using var engine = DetectorTests.Load(model);

        var open = Directory.EnumerateFiles("/proc/self/fd").Select(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.FullName ?? "");
        Assert.DoesNotContain(open, path => path.Contains("onnxruntime.db", StringComparison.Ordinal));
    }
}
