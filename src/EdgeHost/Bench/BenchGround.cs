using EdgeEngines.Models;
using EdgeHost.Asking;
using EdgeHost.Cameras;
using EdgeHost.Cameras.Children;
using EdgeHost.Configuration;
using EdgeHost.Frames;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry;
using Telemetry.Mqtt;

namespace EdgeHost.Bench;

/// <summary>What is measured with: a model, a video, a broker outside the process. Made once, gone at the end.</summary>
internal sealed class BenchGround : IAsyncDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("edge-bench-");
    private MosquittoProcess? _broker;

    /// <summary>Name or folder of the model; FastestDet of the test data where that is there, else the one that ships.</summary>
    public required string Model { get; init; }

    /// <summary>A video, or null for none.</summary>
    public required string? Video { get; init; }

    /// <summary>A JPEG of 1280×720, or null for none.</summary>
    public required string? Picture { get; init; }

    /// <summary>The host published with Native AOT, or null.</summary>
    public required string? AotBinary { get; init; }

    /// <summary>The published text of CLEVR, or null.</summary>
    public string? Clevr { get; init; }

    /// <summary>Name or folder of a model that writes text.</summary>
    public string TextModel { get; init; } = AskingOptions.ShippedPlanner;

    public string Scratch => _scratch.FullName;

    public string RequiredVideo => Video ?? throw new BenchSkippedException("no video: name one with --video, or the test data's folder with EDGE_TESTDATA");

    /// <summary>A mosquitto of our own on a free port of the loopback interface.</summary>
    public async Task<MosquittoProcess> BrokerAsync() => _broker ??= await MosquittoProcess.StartAsync(Scratch);

    public EdgeSettings Settings(Action<EdgeSettings>? change = null)
    {
        var settings = new EdgeSettings();
        settings.Models.Default = Model;
        settings.Mqtt.Device = "bench";
        settings.Memory.Path = Path.Combine(Scratch, "memory.db"); // a line remembers as the host does, not in the user's memory
        change?.Invoke(settings);
        return settings;
    }

    /// <summary>A link to the outside broker, connected.</summary>
    public async Task<MqttLink> LinkAsync(EdgeSettings settings)
    {
        (settings.Mqtt.Host, settings.Mqtt.Port) = ("127.0.0.1", (await BrokerAsync()).Port);
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = new MqttLink(settings.Mqtt, TimeProvider.System, NullLoggerFactory.Instance);
        link.StatusChanged += status =>
        {
            if (status.IsConnected)
                connected.TrySetResult();
        };
        link.Start();
        await connected.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        return link;
    }

    /// <summary>The whole line with these cameras, its engines loaded.</summary>
    public static async Task<BenchLine> StartAsync(EdgeSettings settings, IEventPublisher publisher, params CameraOptions[] cameras)
    {
        var engines = new EngineSet(settings, TimeProvider.System, NullLoggerFactory.Instance);
        var pipeline = new FramePipeline(settings, engines, publisher, new TopicRoot("edge", "bench"), TimeProvider.System, NullLoggerFactory.Instance);
        var problems = pipeline.Add(cameras);
        if (problems.Count > 0)
            throw new BenchSkippedException(string.Join("; ", problems));
        foreach (var line in pipeline.Lines)
            await line.Loaded;
        return new BenchLine(pipeline, engines);
    }

    public static void Require(string program, string package)
    {
        if (ExecutablePath.Find(program, $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin") is null)
            throw new BenchSkippedException($"{program} is not installed: sudo apt-get install {package}");
    }

    /// <exception cref="BenchSkippedException">It is not here.</exception>
    public ModelFolder OpenTextModel()
    {
        try
        {
            return ModelCatalog.Find(Settings().Models.SearchRoots()).Open(TextModel);
        }
        catch (ModelException e)
        {
            throw new BenchSkippedException($"{e.Message}; name another one with --model");
        }
    }

    public ModelFolder OpenModel() => ModelCatalog.Find(Settings().Models.SearchRoots()).Open(Model);

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _scratch.Delete(recursive: true);
    }
}
