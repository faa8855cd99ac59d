using System.CommandLine;

namespace EdgeHost.Cli;

internal static class BenchCommand
{
    public static Command Build() => new("bench", "wip");
}
