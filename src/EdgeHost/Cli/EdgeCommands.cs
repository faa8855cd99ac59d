using System.CommandLine;
using EdgeHost.Configuration;

namespace EdgeHost.Cli;

/// <summary>The command line: <c>run</c> when no command is named.</summary>
internal static class EdgeCommands
{
    /// <summary>Longer than everything a stop waits for: frames on their way, messages, offline. Every wait in it has its own, shorter bound;
    /// the default of 2 s would cut them off.</summary>
    private static readonly TimeSpan s_stopBound = RunCommand.ShutdownBound + TimeSpan.FromSeconds(10);

    public static Task<int> RunAsync(string[] arguments) =>
        Root().Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = s_stopBound });

    public static RootCommand Root()
    {
        var root = new RootCommand("Cameras through quantized engines to tracks, events and MQTT.")
        {
            DetectCommand.Build(),
            ModelsCommands.Build(),
            SimCommands.Build(),
            DoctorCommand.Build(),
            BenchCommand.Build(),
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
        catch (Exception e) when (e is SettingsException or EdgeEngines.Models.ModelException or EdgeEngines.Onnx.EngineException or Cameras.CameraException or EdgeWorld.WorldException)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
