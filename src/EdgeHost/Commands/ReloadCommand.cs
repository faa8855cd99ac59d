using EdgeHost.Cameras;
using EdgeHost.Configuration;
using EdgeHost.Frames;
using Microsoft.Extensions.Configuration;

namespace EdgeHost.Commands;

/// <summary><c>cmd/reload</c>: reads the settings again. Cameras that are new, gone or changed are started, stopped or started anew;
/// the others go on. With wrong settings nothing changes.</summary>
internal sealed class ReloadCommand(SettingsSources sources, IConfigurationRoot atStart, FramePipeline pipeline, EdgeSettings settings) : ICommand
{
    private IConfigurationRoot _inUse = atStart;

    public string Name => "reload";

    public string Example => "{}";

    public async Task<CommandAnswer> RunAsync(CommandArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = sources.Build();
            var wanted = SettingsReader.Read(configuration);
            return await ApplyAsync(configuration, wanted);
        }
        catch (SettingsException e)
        {
            throw new CommandException(string.Join("; ", e.Problems));
        }
    }

    private async Task<CommandAnswer> ApplyAsync(IConfigurationRoot configuration, EdgeSettings wanted)
    {
        var (before, after) = (Signatures(_inUse), Signatures(configuration));
        var everywhere = Text(_inUse.GetSection("Events")) != Text(configuration.GetSection("Events"))
            || Text(_inUse.GetSection("Tracking")) != Text(configuration.GetSection("Tracking"));
        (settings.Events, settings.Tracking, settings.Models) = (wanted.Events, wanted.Tracking, wanted.Models);
        List<string> stopped = [];
        foreach (var post in pipeline.Posts.ToList())
        {
            var id = post.Id.Name;
            if (!everywhere && before.GetValueOrDefault(id) == after.GetValueOrDefault(id))
                continue;
            await pipeline.RemoveAsync(id);
            stopped.Add(id);
        }
        CameraOptions[] missing = [.. wanted.Cameras.Where(c => pipeline.Find(c.Id) is null)];
        var problems = pipeline.Add(missing);
        if (problems.Count > 0)
            throw new CommandException(string.Join("; ", problems));
        _inUse = configuration;
        return CommandAnswer.Done(("stopped", string.Join(", ", stopped)), ("started", string.Join(", ", missing.Select(c => c.Id))));
    }

    /// <summary>Each camera's settings as one text, by its name.</summary>
    private static Dictionary<string, string> Signatures(IConfigurationRoot configuration) =>
        configuration.GetSection("Cameras").GetChildren().ToDictionary(camera => camera["Id"] ?? "", Text);

    private static string Text(IConfigurationSection section) =>
        string.Join('\n', section.AsEnumerable(makePathsRelative: true).Order(Comparer<KeyValuePair<string, string?>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key))));
}
