using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using EdgeHost.Configuration;

namespace EdgeHost.Cli;

/// <summary>The command line: <c>run</c> when no command is named.</summary>
internal static class EdgeCommands
{
    /// <summary>Exit code for what the user has to mend: arguments, settings, models.</summary>
    private const int Unusable = 2;

    /// <summary>Longer than everything a stop waits for: frames on their way, messages, offline. Every wait in it has its own, shorter bound;
    /// the default of 2 s would cut them off.</summary>
    private static readonly TimeSpan s_stopBound = RunCommand.ShutdownBound + TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var result = Root().Parse(arguments);
        if (Misplaced(result) is { } option)
        {
            await System.Console.Error.WriteLineAsync($"{option} stands in front of '{result.CommandResult.Command.Name}', where it would not count: put it behind");
            return Unusable;
        }
        var code = await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = s_stopBound });
        return result.Errors.Count > 0 ? Unusable : code;
    }

    public static RootCommand Root()
    {
        var root = new RootCommand("Cameras through quantized engines to tracks, events and MQTT.")
        {
            DetectCommand.Build(),
            ReadCommand.Build(),
            SearchCommand.Build(),
            AskCommand.Build(),
            MemoryCommands.Build(),
            FeedbackCommand.Build(),
            RewardsCommands.Build(),
            ToolsCommand.Build(),
            TuneCommand.Build(),
            ModelsCommands.Build(),
            SimCommands.Build(),
            DataCommands.Build(),
            RolloutsCommand.Build(),
            DoctorCommand.Build(),
            BenchCommand.Build(),
            EvalCommands.Build(),
        };
        root.Add(RunCommand.Build(root));
        return root;
    }

    /// <summary>Runs a command's body; what is wrong with settings, models or the machine is said on standard error, exit code 2.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> body)
    {
        try
        {
            return await body();
        }
        catch (Exception e) when (e is SettingsException or EdgeEngines.Models.ModelException or EdgeEngines.Onnx.EngineException or Cameras.CameraException or EdgeWorld.WorldException
            or EdgePlanner.Generating.TextModelException or Memory.GalleryException or EdgeEngines.Embedding.TextException or Telemetry.Spool.SpoolException)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return Unusable;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await System.Console.Error.WriteLineAsync(e.Message); // a full disk, a folder that is not ours: what and where is in it
            return 1;
        }
    }

    /// <summary>The root has options because it stands for <c>run</c>; another command does not see them.</summary>
    private static string? Misplaced(ParseResult result) => result.CommandResult.Command is RootCommand
        ? null
        : result.RootCommandResult.Children.OfType<OptionResult>()
            .FirstOrDefault(o => !o.Implicit && o.Option is not (HelpOption or VersionOption))?.Option.Name;
}
