using EdgeHost.Configuration;
using EdgeWorld;
using EdgeWorld.Oracle;
using EdgeWorld.Scenes;

namespace EdgeHost.Asking;

/// <summary>One frame of a file of scene graphs as a world that knows the truth.</summary>
internal static class SceneFile
{
    /// <exception cref="SettingsException">The file cannot be read, has no such line, or the line is no scene graph.</exception>
    public static OracleWorld Read(string path, int line)
    {
        try
        {
            var graphs = File.ReadLines(path).Skip(line).Take(1).ToList();
            if (graphs.Count == 0)
                throw new SettingsException([$"--frame {line}: {path} has fewer lines; lines count from 0"]);
            return new OracleWorld(SceneJson.Read(System.Text.Encoding.UTF8.GetBytes(graphs[0]), $"{path}, line {line}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WorldException)
        {
            throw new SettingsException([$"--scene {path}: {e.Message}"]);
        }
    }
}
