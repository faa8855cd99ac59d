using EdgeEngines.Onnx;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Ffmpeg;
using EdgeHost.Events;
using EdgeHost.Memory;
using EdgeHost.Rewards;
using EdgeHost.Tooling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Telemetry.Mqtt;
using Telemetry.Uploading;

namespace EdgeHost.Configuration;

/// <summary>Reads and checks every section. Nothing is used before all of it is right.</summary>
internal static class SettingsReader
{
    /// <exception cref="SettingsException">All problems at once.</exception>
    public static EdgeSettings Read(IConfiguration configuration)
    {
        List<string> problems = [];
        var binder = new SectionBinder(configuration, problems);
        // one lambda a section, not a generic method: the source-generated binder wants to see each type
        var settings = new EdgeSettings
        {
            Cameras = binder.Bind("Cameras", section => Bound(new List<CameraOptions>(), bound => section.Bind(bound, Strict))),
            Models = binder.Bind("Models", section => Bound(new ModelsOptions(), bound => section.Bind(bound, Strict))),
            Engines = binder.Bind("Engines", section => Bound(new EngineOptions(), bound => section.Bind(bound, Strict))),
            Frames = binder.Bind("Frames", section => Bound(new FramesOptions(), bound => section.Bind(bound, Strict))),
            Ffmpeg = binder.Bind("Ffmpeg", section => Bound(new FfmpegOptions(), bound => section.Bind(bound, Strict))),
            Tracking = binder.Bind("Tracking", section => Bound(new TrackerOptions(), bound => section.Bind(bound, Strict))),
            Events = binder.Bind("Events", section => Bound(new EventsOptions(), bound => section.Bind(bound, Strict))),
            Memory = binder.Bind(MemoryOptions.Section, section => Bound(new MemoryOptions(), bound => section.Bind(bound, Strict))),
            Asking = binder.Bind("Asking", section => Bound(new AskingOptions(), bound => section.Bind(bound, Strict))),
            Tools = binder.Bind("Tools", section => Bound(new ToolsOptions(), bound => section.Bind(bound, Strict))),
            Rewards = binder.Bind(RewardsOptions.Section, section => Bound(new RewardsOptions(), bound => section.Bind(bound, Strict))),
            Mqtt = binder.Bind("Mqtt", section => Bound(new MqttOptions(), bound => section.Bind(bound, Strict))),
            Spool = binder.Bind(SpoolingOptions.Section, section => Bound(new SpoolingOptions(), bound => section.Bind(bound, Strict))),
            Upload = binder.Bind("Upload", section => Bound(new UploadOptions(), bound => section.Bind(bound, Strict))),
            Stats = binder.Bind("Stats", section => Bound(new StatsOptions(), bound => section.Bind(bound, Strict))),
        };
        UnknownSections(configuration, problems);
        if (settings.Cameras.Count == 0)
            settings.Cameras.Add(new CameraOptions { Id = "camera", Uri = ModelsOptions.ShippedCamera });
        Check(settings, problems);
        return problems.Count == 0 ? settings : throw new SettingsException(problems);
    }

    private static void Strict(BinderOptions options) => options.ErrorOnUnknownConfiguration = true;

    private static T Bound<T>(T settings, Action<T> bind)
    {
        bind(settings);
        return settings;
    }

    private static void UnknownSections(IConfiguration configuration, List<string> problems)
    {
        string[] known = ["Cameras", "Models", "Engines", "Frames", "Ffmpeg", "Tracking", "Events", "Memory", "Asking", "Tools", "Rewards", "Mqtt", "Spool", "Upload", "Stats", "Logging"];
        foreach (var section in configuration.GetChildren())
        {
            if (!known.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
                problems.Add($"{section.Key}: there is no such section; expected one of {string.Join(", ", known)}");
        }
    }

    private static void Check(EdgeSettings settings, List<string> problems)
    {
        CameraValidation.Check(settings.Cameras, [], problems);
        Add(problems, new EventsOptionsValidator().Validate(null, settings.Events));
        Add(problems, new TrackerOptionsValidator().Validate(null, settings.Tracking));
        Add(problems, new MemoryOptionsValidator().Validate(null, settings.Memory));
        Add(problems, new AskingOptionsValidator().Validate(null, settings.Asking));
        Add(problems, new RewardsOptionsValidator().Validate(null, settings.Rewards));
        if (settings.Rewards.IsOn && settings.Mqtt.Device.Length > 0 && !WireName.IsValid(settings.Mqtt.Device))
            problems.Add($"Mqtt:Device: '{settings.Mqtt.Device}' is no name for records of rewards; expected 1 to 64 letters, digits, dots, dashes or underscores (docs/uploads.md)");
        problems.AddRange(MqttOptionsCheck.Problems(settings.Mqtt));
        problems.AddRange(settings.Spool.Problems());
        problems.AddRange(UploadOptionsCheck.Problems(settings.Upload, settings.DeviceName));
        problems.AddRange(settings.Tools.Folders.Where(folder => !Directory.Exists(folder)).Select(folder => $"Tools:Folders: '{folder}' is not allowed; expected a folder that is there"));
        Range(problems, "Frames:EngineThreads", settings.Frames.EngineThreads, 1, 64);
        Range(problems, "Frames:DrainSeconds", settings.Frames.DrainSeconds, 0, 300);
        Range(problems, "Stats:Seconds", settings.Stats.Seconds, 0.1, 3600);
        if (settings.Stats.OtlpEndpoint is { } endpoint && !Uri.TryCreate(endpoint, UriKind.Absolute, out _))
            problems.Add($"Stats:OtlpEndpoint: '{endpoint}' is no URL; expected e.g. http://localhost:4317");
    }

    private static void Add(List<string> problems, ValidateOptionsResult result)
    {
        if (result.Failed)
            problems.AddRange(result.Failures);
    }

    private static void Range(List<string> problems, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            problems.Add(FormattableString.Invariant($"{key}: {value} is not allowed; expected {least} to {most}"));
    }
}
