using System.CommandLine;
using System.Globalization;
using EdgeEngines.Models;
using EdgeHost.Composition;
using EdgeHost.Configuration;
using EdgeHost.Rewards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeHost.Cli;

/// <summary><c>edgehost run</c>: the main job. The short options below stand for settings of a single camera; several cameras are
/// configured in a file.</summary>
internal static class RunCommand
{
    internal static readonly TimeSpan ShutdownBound = TimeSpan.FromSeconds(30);

    public static Command Build(RootCommand root)
    {
        var source = new Option<string[]>("--source") { Description = "A camera: file:, rtsp:, http:, images:, v4l2:, process:, sim:. Several times for several cameras.", HelpName = "URI" };
        var model = new Option<string?>("--model") { Description = "Model name or folder.", HelpName = "MODEL" };
        var mqtt = new Option<string?>("--mqtt") { Description = "Broker; without it an embedded one is started.", HelpName = "HOST[:PORT]" };
        var device = new Option<string?>("--device") { Description = "Name in topics: edge/NAME/…", HelpName = "NAME" };
        var fast = new Option<bool>("--as-fast-as-possible") { Description = "Files and folders are not paced, and no frame is dropped." };
        var loop = new Option<bool>("--loop") { Description = "Files and folders start again at their end." };
        var loops = new Option<int?>("--loops") { Description = "Play files and folders so many times.", HelpName = "N" };
        var settings = new SettingsArguments();
        var command = new Command("run", "Run cameras, engines, events and MQTT until stopped, or until every file has ended (default).");
        foreach (var one in (Command[])[command, root])
        {
            one.Add(source);
            one.Add(model);
            one.Add(mqtt);
            one.Add(device);
            one.Add(fast);
            one.Add(loop);
            one.Add(loops);
            settings.AddTo(one);
            one.SetAction((result, cancellationToken) => EdgeCommands.GuardAsync(() =>
            {
                var overrides = new Dictionary<string, string?>();
                AddCameras(overrides, result.GetValue(source) ?? [], result.GetValue(fast), result.GetValue(loop), result.GetValue(loops));
                Add(overrides, "Models:Default", result.GetValue(model));
                Add(overrides, "Mqtt:Device", result.GetValue(device));
                BrokerArguments.Add(overrides, result.GetValue(mqtt));
                return RunAsync(settings.Sources(result, overrides), cancellationToken);
            }));
        }
        return command;
    }

    private static async Task<int> RunAsync(SettingsSources sources, CancellationToken cancellationToken)
    {
        var configuration = sources.Build();
        var settings = SettingsReader.Read(configuration);
        CheckModels(settings);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        ConsoleLogging.Add(builder.Logging, configuration);
        builder.Services.AddEdgeHost(settings, sources, configuration);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = ShutdownBound);
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
        return EdgeWorker.ExitCode;
    }

    /// <summary>Names of models are looked up before anything is started.</summary>
    private static void CheckModels(EdgeSettings settings)
    {
        List<string> problems = [];
        var catalog = ModelCatalog.Find(settings.Models.SearchRoots());
        foreach (var camera in settings.Cameras)
        {
            try
            {
                catalog.Open(settings.Models.For(camera.Model, camera.Uri));
            }
            catch (ModelException e)
            {
                problems.Add($"camera '{camera.Id}': {e.Message}");
            }
        }
        foreach (var (key, model) in Named(settings))
        {
            try
            {
                if (model.Length > 0)
                    catalog.Open(model);
            }
            catch (ModelException e)
            {
                problems.Add($"{key}: {e.Message}");
            }
        }
        if (problems.Count > 0)
            throw new SettingsException(problems);
    }

    /// <summary>Beside the cameras'; empty ones are none.</summary>
    private static IEnumerable<(string Key, string Model)> Named(EdgeSettings settings)
    {
        yield return ("Asking:ImageEncoder", settings.Asking.ImageEncoder);
        yield return ("Asking:TextEncoder", settings.Asking.TextEncoder);
        if (settings.Rewards is not { IsOn: true, Pictures: true, Picture: var picture })
            yield break;
        if (picture.FaceDetector != RewardPicturesOptions.NothingInSight)
            yield return ("Rewards:Picture:FaceDetector", picture.FaceDetector);
        if (picture.PlateDetector != RewardPicturesOptions.NothingInSight)
            yield return ("Rewards:Picture:PlateDetector", picture.PlateDetector);
    }

    private static void AddCameras(Dictionary<string, string?> overrides, string[] sources, bool fast, bool loop, int? loops)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            overrides[$"Cameras:{i}:Id"] = i == 0 ? "camera" : string.Create(CultureInfo.InvariantCulture, $"camera{i + 1}");
            overrides[$"Cameras:{i}:Uri"] = sources[i];
            overrides[$"Cameras:{i}:AsFastAsPossible"] = fast ? "true" : "false";
            overrides[$"Cameras:{i}:Loop"] = loop ? "true" : "false";
            overrides[$"Cameras:{i}:Loops"] = loops?.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void Add(Dictionary<string, string?> overrides, string key, string? value)
    {
        if (value is not null)
            overrides[key] = value;
    }
}
