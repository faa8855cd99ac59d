using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Events;

namespace EdgeHost.Memory;

/// <summary>The memory of a running host: one queue and one writer for all cameras, and who looks at things for it.</summary>
internal sealed class MemoryKeeper : IDisposable
{
    /// <summary>A second of 50 cameras in which 40 things come at once; 0.4 MB.</summary>
    private const int QueuedNotes = 2048;

    private readonly MemoryOptions _options;
    private readonly EventsOptions _events;
    private readonly MemoryQueue _queue = new(QueuedNotes);
    private readonly MemoryWriter _writer;
    private readonly LookWorker? _looks;

    private MemoryKeeper(EdgeSettings settings, EncoderPairs encoders, TimeProvider time, ILogger log)
    {
        (_options, _events) = (settings.Memory, settings.Events);
        _writer = new MemoryWriter(_queue, _options, time, log);
        _looks = _options.Words ? new LookWorker(() => new LookWords(encoders.Take(_options.ImageEncoder, _options.TextEncoder)), _queue, _options.Crops, log) : null;
        log.Remembering(_options.File(), _options.Crops ? ", and pictures of things and people" : "", _options.MostDays, _options.MostBytes >> 20);
    }

    /// <summary>Null where memory is off.</summary>
    public static MemoryKeeper? Start(EdgeSettings settings, EncoderPairs encoders, TimeProvider time, ILogger log) =>
        settings.Memory.Enabled ? new MemoryKeeper(settings, encoders, time, log) : null;

    public MemoryCounts Counts => new(_writer.Written, _queue.Dropped, _writer.Lost, _looks?.Looked ?? 0, _writer.UsedBytes);

    /// <param name="pose">Where the camera says how it stands; null where nobody knows.</param>
    public CameraMemory For(CameraSettings camera, PoseBoard? pose) => new(
        _queue, _looks, new Watch(camera.Id.Name, camera.Uri.Scheme == CameraScheme.Sim, PlacesOf(camera.Id.Name)), _options.EverySeconds, pose, camera.Geometry);

    /// <summary>What was noted is written first.</summary>
    public void Dispose()
    {
        _looks?.Dispose();
        _writer.Dispose();
    }

    private List<WatchedPlace> PlacesOf(string camera)
    {
        if (!_events.Cameras.TryGetValue(camera, out var places))
            return [];
        return
        [
            .. places.Lines.Select(line => new WatchedPlace(HappeningKind.Crossing, line.Name, Noticed(line.Labels))),
            .. places.Zones.Select(zone => new WatchedPlace(HappeningKind.Entry, zone.Name, Noticed(zone.Labels))),
        ];
    }

    /// <summary>A place may want fewer labels than make events at all.</summary>
    private List<string> Noticed(List<string> labels) =>
        _events.Labels.Count == 0 ? labels : labels.Count == 0 ? _events.Labels : [.. labels.Intersect(_events.Labels)];
}

/// <summary>What a running host did with its memory since it started.</summary>
/// <param name="Written">Notes that are in the store.</param>
/// <param name="Dropped">Notes for which the queue had no room.</param>
/// <param name="Lost">Notes that came while the store could not be written.</param>
/// <param name="Looked">Crops that the encoders looked at.</param>
internal readonly record struct MemoryCounts(long Written, long Dropped, long Lost, long Looked, long UsedBytes);
