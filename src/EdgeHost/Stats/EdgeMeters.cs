using System.Diagnostics.Metrics;
using EdgeHost.Frames;

namespace EdgeHost.Stats;

/// <summary>Names of the host's meters, all here. Read only when somebody listens.</summary>
internal sealed class EdgeMeters(FramePipeline pipeline, TimeProvider time) : IDisposable
{
    public const string Name = "Edge.Host";
    private readonly Meter _meter = new(Name);
    private readonly StatsBoard _board = new(pipeline, time);

    public void Start()
    {
        _meter.CreateObservableCounter("edge.frames", () => Each(p => p.Outlet.Meter.Frames), "{frame}", "frames that went through the engine");
        _meter.CreateObservableCounter("edge.frames.dropped", () => Each(p => p.Lane.Dropped), "{frame}", "frames the engine was too late for");
        _meter.CreateObservableCounter("edge.frames.lost", () => Each(p => p.Outlet.Meter.Lost), "{frame}", "frames on which the engine failed");
        _meter.CreateObservableCounter("edge.objects", () => Each(p => p.Outlet.Meter.Objects), "{object}", "detections");
        _meter.CreateObservableGauge("edge.latency.p99", Latencies, "ms", "capture to publisher, by camera");
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Each(Func<CameraPost, long> value) =>
        pipeline.Posts.Select(p => new Measurement<long>(value(p), new KeyValuePair<string, object?>("camera", p.Id.Name)));

    private IEnumerable<Measurement<double>> Latencies() =>
        _board.Take().Select(f => new Measurement<double>(f.Total.P99, new KeyValuePair<string, object?>("camera", f.Post.Id.Name)));
}
