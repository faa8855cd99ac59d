using Microsoft.Extensions.Configuration;

namespace EdgeHost.Configuration;

/// <summary>Where settings come from; later ones win: <c>appsettings.json</c> in the working directory, <c>--config</c> files, environment
/// (<c>EDGE__Section__Key</c>), command line.</summary>
internal sealed record SettingsSources
{
    private const string DefaultFile = "appsettings.json";

    /// <summary>Not <c>EDGE_</c>: other variables begin so.</summary>
    private const string EnvironmentPrefix = "EDGE__";

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary><c>Key=Value</c>, as given to <c>--set</c>.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>From other options of the command line; win over all.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();

    /// <exception cref="SettingsException">A file is missing or no JSON, or a <c>--set</c> has no '='.</exception>
    public IConfigurationRoot Build()
    {
        List<string> problems = [];
        foreach (var file in Files.Where(file => !File.Exists(file)))
            problems.Add($"--config {file}: there is no such file");
        var sets = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in Sets)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                problems.Add($"--set {text}: expected Key=Value, e.g. --set Mqtt:Host=broker.local");
            else
                sets[text[..at].Replace("__", ":", StringComparison.Ordinal)] = text[(at + 1)..];
        }
        if (problems.Count > 0)
            throw new SettingsException(problems);
        var builder = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(DefaultFile), optional: true, reloadOnChange: false);
        foreach (var file in Files)
            builder.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(sets).AddInMemoryCollection(Overrides);
        try
        {
            return builder.Build();
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException([$"{e.Message} {e.GetBaseException().Message}"]);
        }
    }
}
