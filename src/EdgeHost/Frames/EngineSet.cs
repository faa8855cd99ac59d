using System.Collections.Concurrent;
using EdgeEngines.Detecting;
using EdgeEngines.Models;
using EdgeEngines.Onnx;
using EdgeEngines.Tracking;
using EdgeHost.Asking;
using EdgeHost.Configuration;

namespace EdgeHost.Frames;

/// <summary>The engines in use, one line each, shared by the cameras that ask for the same model. Thread-safe.</summary>
internal sealed class EngineSet(EdgeSettings settings, TimeProvider time, ILoggerFactory loggers) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<EngineLine> _lines = [];
    private readonly ConcurrentDictionary<EngineLine, ModelFolder> _folders = new();
    private readonly ILogger _log = loggers.CreateLogger("Engines");

    /// <summary>Those that compare pictures with words, for whoever needs them.</summary>
    public EncoderPairs Encoders { get; } = new(settings);

    public IReadOnlyList<EngineLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>The line of that model, begun at its first camera. Its engine loads meanwhile: see <see cref="EngineLine.Loaded"/>.</summary>
    /// <exception cref="ModelException">There is no such model, or its description is wrong.</exception>
    public EngineLine Open(string model)
    {
        var folder = Find(model);
        lock (_gate)
        {
            var line = _lines.Find(l => l.Name == folder.Description.Name);
            if (line is not null)
                return line;
            line = new EngineLine(folder.Description.Name, () => Load(folder), settings.Frames.EngineThreads, time, _log);
            _lines.Add(line);
            _folders[line] = folder;
            return line;
        }
    }

    /// <summary>Puts another model into a line, while it runs. The old one goes on if the new one cannot be loaded.</summary>
    /// <exception cref="ModelException">The new model cannot be used.</exception>
    /// <exception cref="EngineException">The machine cannot run it.</exception>
    public Task SwapAsync(EngineLine line, string model, CancellationToken cancellationToken) => SwapAsync(line, Find(model), cancellationToken);

    /// <summary>Another score threshold for the model that the line has.</summary>
    public Task SetThresholdAsync(EngineLine line, float score, CancellationToken cancellationToken) =>
        SwapAsync(line, _folders[line].With(d => d with { Head = d.Head! with { ScoreThreshold = score } }), cancellationToken);

    private async Task SwapAsync(EngineLine line, ModelFolder folder, CancellationToken cancellationToken)
    {
        await line.Loaded.WaitAsync(cancellationToken);
        await Task.Run(() => line.Swap(Load(folder)), cancellationToken);
        _folders[line] = folder;
    }

    /// <summary>The picture that a line's engine looks at.</summary>
    public InputDescription InputOf(EngineLine line) => _folders[line].Description.Input;

    /// <summary>Unloads a line that no camera uses any more.</summary>
    public void Close(EngineLine line)
    {
        lock (_gate)
            _lines.Remove(line);
        _folders.TryRemove(line, out _);
        line.Dispose();
    }

    public void Dispose()
    {
        foreach (var line in Lines)
            Close(line);
    }

    private ModelFolder Find(string model) => ModelCatalog.Find(settings.Models.SearchRoots()).Open(model);

    /// <summary>Trackers continue tracks with detections that are too unsure to start one, so the engine must report those too.</summary>
    public static ModelFolder ForTracking(ModelFolder folder, TrackerOptions tracking) =>
        folder.With(d => d.Head is null ? d : d with { Head = d.Head with { TrackThreshold = tracking.For(d).LowScore } });

    private IDetector Load(ModelFolder folder) => DetectorFactory.Load(ForTracking(folder, settings.Tracking), settings.Engines, _log);
}
