using System.CommandLine;
using EdgeHost.Configuration;

namespace EdgeHost.Cli;

/// <summary>The options that every command shares, and how they become settings.</summary>
internal sealed class SettingsArguments
{
    private readonly Option<string[]> _config = new("--config") { Description = "A JSON file of settings; may be given several times, later ones win.", HelpName = "FILE" };
    private readonly Option<string[]> _set = new("--set") { Description = "One setting, e.g. --set Mqtt:Host=broker.local; may be given several times.", HelpName = "KEY=VALUE" };

    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
    }

    public SettingsSources Sources(ParseResult result, IReadOnlyDictionary<string, string?>? overrides = null) => new()
    {
        Files = result.GetValue(_config) ?? [],
        Sets = result.GetValue(_set) ?? [],
        Overrides = overrides ?? new Dictionary<string, string?>(),
    };
}
