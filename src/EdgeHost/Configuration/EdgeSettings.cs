using EdgeEngines.Onnx;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Ffmpeg;
using EdgeHost.Events;
using EdgeHost.Memory;
using EdgeHost.Rewards;
using EdgeHost.Tooling;
using Telemetry.Mqtt;
using Telemetry.Uploading;

namespace EdgeHost.Configuration;

/// <summary>Every setting, by section. What is not given keeps the default on its line: with no settings at all the host runs the
/// simulated camera through the shipped model onto an embedded broker.</summary>
internal sealed class EdgeSettings
{
    public List<CameraOptions> Cameras { get; set; } = [];
    public ModelsOptions Models { get; set; } = new();
    public EngineOptions Engines { get; set; } = new();
    public FramesOptions Frames { get; set; } = new();
    public FfmpegOptions Ffmpeg { get; set; } = new();
    public TrackerOptions Tracking { get; set; } = new();
    public EventsOptions Events { get; set; } = new();
    public MemoryOptions Memory { get; set; } = new();
    public AskingOptions Asking { get; set; } = new();
    public ToolsOptions Tools { get; set; } = new();
    public RewardsOptions Rewards { get; set; } = new();
    public MqttOptions Mqtt { get; set; } = new();
    public SpoolingOptions Spool { get; set; } = new();
    public UploadOptions Upload { get; set; } = new();
    public StatsOptions Stats { get; set; } = new();

    /// <summary>In topics, records and at the hub.</summary>
    public string DeviceName => Mqtt.EffectiveDevice;
}
