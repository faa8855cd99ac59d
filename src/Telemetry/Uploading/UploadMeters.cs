using System.Diagnostics.Metrics;

namespace Telemetry.Uploading;

/// <summary>Read from counts that exist anyway.</summary>
internal sealed class UploadMeters : IDisposable
{
    private readonly Meter _meter = new(Meters.Name);

    public UploadMeters(Func<UploadSnapshot> uploads)
    {
        _meter.CreateObservableCounter("edge.upload.records", () => uploads().Records, "{record}");
        _meter.CreateObservableCounter("edge.upload.bytes", () => uploads().Bytes, "By");
        _meter.CreateObservableCounter("edge.upload.rounds", () => uploads().Rounds, "{upload}");
        _meter.CreateObservableCounter("edge.upload.failures", () => uploads().Failures, "{upload}");
        _meter.CreateObservableCounter("edge.upload.dead_letters", () => uploads().DeadLetters, "{record}");
        _meter.CreateObservableGauge("edge.upload.waiting", () => uploads().Waiting, "{record}");
    }

    public void Dispose() => _meter.Dispose();
}
