using System.CommandLine;
using EdgeHost.Cli;
using Xunit;

namespace EdgeHost.Tests.Cli;

public sealed class CommandTests
{
    /// <summary>Of two options with one name the parser takes the first, and says nothing: <c>eval planner --set Asking:LeastConfidence=0</c> was once a file of questions.</summary>
    [Fact]
    public void Options_OfEveryCommand_HaveNamesOfTheirOwn()
    {
        var commands = WithThoseBelow(EdgeCommands.Root()).ToList();
        Assert.InRange(commands.Count, 30, 100);
        Assert.All(commands, command => Assert.Empty(command.Options.SelectMany(option => option.Aliases.Append(option.Name)).GroupBy(name => name).Where(alike => alike.Count() > 1).Select(alike => $"{command.Name} {alike.Key}")));
    }

    private static IEnumerable<Command> WithThoseBelow(Command command) => command.Subcommands.SelectMany(WithThoseBelow).Prepend(command);
}
