using System.CommandLine;
using EdgeWorld;

namespace EdgeHost.Cli;

/// <summary>Which world, as options of the command line. Left out: as <c>sim:street</c> has it.</summary>
internal sealed class WorldArguments
{
    private readonly Option<string?>[] _all =
    [
        new("--scenario") { Description = "traffic, crossing, pavement, parking, near-miss, collision, indoor, or one of their kinds.", HelpName = "NAME" },
        new("--seed") { Description = "Same seed, same film.", HelpName = "N" },
        new("--size") { Description = "Size of the pictures.", HelpName = "WxH" },
        new("--fps") { Description = "Frames a second.", HelpName = "N" },
        new("--view") { Description = "vehicle, person or pole.", HelpName = "VIEW" },
        new("--light") { Description = "day, dusk, night, rain, glare or any.", HelpName = "LIGHT" },
    ];

    public void AddTo(Command command)
    {
        foreach (var option in _all)
            command.Add(option);
    }

    /// <exception cref="WorldException">A value that is not supported; the allowed ones are listed.</exception>
    public WorldOptions Read(ParseResult result) => WorldOptions.Parse(
        $"sim:street?{string.Join('&', _all.Where(o => result.GetValue(o) is not null).Select(o => $"{o.Name.TrimStart('-')}={Uri.EscapeDataString(result.GetValue(o)!)}"))}");
}
