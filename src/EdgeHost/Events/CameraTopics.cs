using EdgeEngines.Frames;
using Telemetry;

namespace EdgeHost.Events;

/// <summary>A camera's topics, made once: publishing a frame builds no string. The table is in docs/mqtt.md.</summary>
internal sealed class CameraTopics
{
    private readonly string _root;

    /// <param name="prefix"><c>edge/&lt;device&gt;</c>, without a slash at the end.</param>
    /// <param name="camera">A valid topic level.</param>
    public CameraTopics(string prefix, CameraId camera)
    {
        _root = $"{prefix}/{camera.Name}";
        Detections = new($"{_root}/detections");
        Events = new($"{_root}/events");
        Snapshot = new($"{_root}/snapshot");
    }

    public TopicName Detections { get; }

    public TopicName Events { get; }

    public TopicName Snapshot { get; }

    /// <summary>Built anew at each call: keep it.</summary>
    public TopicName Count(Label label) => new($"{_root}/{label.TopicPart}/count");

    /// <summary>Built anew at each call: keep it.</summary>
    public TopicName Count(string zone, Label label) => new($"{_root}/{zone}/{label.TopicPart}/count");
}
