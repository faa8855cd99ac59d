using System.CommandLine;
using EdgeHost.Configuration;

namespace EdgeHost.Cli;

/// <summary>The command line: <c>run</c> when no command is named.</summary>
internal static class EdgeCommands
{
    public static RootCommand Root()
    {
        var root = new RootCommand("Cameras through quantized engines to tracks, events and MQTT.")
        {
            DetectCommand.Build(),
            ModelsCommands.Build(),
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
        catch (Exception e) when (e is SettingsException or EdgeEngines.Models.ModelException or EdgeEngines.Onnx.EngineException or Cameras.CameraException)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
