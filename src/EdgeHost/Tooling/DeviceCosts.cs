using EdgeHost.Configuration;
using EdgePlanner.Pricing;
using EdgePlanner.Tools;

namespace EdgeHost.Tooling;

/// <summary>The cost profile's file. It holds for the device and the engines that it was measured with, and is not used for any other.</summary>
internal static class DeviceCosts
{
    private const long MostBytes = 1 << 20;

    /// <summary>The profile for these engines, and a line on where the costs are from.</summary>
    /// <param name="engines">Those of the world; without any (the truth of a scene), costs are the declared ones.</param>
    /// <exception cref="SettingsException">The file is no profile.</exception>
    public static (CostProfile Profile, string Note) Read(string path, IReadOnlyList<string> engines, IReadOnlyList<BoundTool> tools)
    {
        if (engines.Count == 0)
            return (CostProfile.Declared, "costs are those that tools declare: no engine is asked");
        if (!File.Exists(path))
            return (CostProfile.Declared, $"costs are those that tools declare: there is no {path}; `edgehost tune` measures them");
        var profile = Parse(path);
        var here = DeviceName.Read();
        if (profile.Device != here)
            return Foreign(path, profile.Device, here);
        var missing = engines.Where(engine => !profile.Engines.Contains(engine, StringComparer.Ordinal)).ToList();
        if (missing.Count > 0)
            return Foreign(path, string.Join(", ", profile.Engines), string.Join(", ", missing));
        // A tool of one's own whose engine is another one now costs what was measured when it was loaded.
        var stale = tools.Where(tool => !profile.Engines.Contains(tool.Engine, StringComparer.Ordinal)).Select(tool => tool.Declaration.Name).ToHashSet(StringComparer.Ordinal);
        var costs = profile.Tools.Where(tool => !stale.Contains(tool.Key)).ToDictionary(StringComparer.Ordinal);
        return (profile with { Tools = costs }, $"costs as measured on this device ({path})");
    }

    /// <summary>Whole or not at all: a power cut leaves the old file.</summary>
    public static void Write(string path, CostProfile profile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            file.Write(profile.ToJson());
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }

    private static CostProfile Parse(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length <= MostBytes
                ? CostProfile.Read(File.ReadAllBytes(path), path)
                : throw new SettingsException([$"Tools:CostProfile: {path} has {length} bytes, at most {MostBytes} are taken; is it a cost profile? `edgehost tune` writes one"]);
        }
        catch (Exception e) when (e is ToolException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"Tools:CostProfile: {e.Message}; `edgehost tune` writes a new one"]);
        }
    }

    private static (CostProfile Profile, string Note) Foreign(string path, string with, string here) => (
        CostProfile.Declared, $"costs are those that tools declare: {path} was measured with {with}, here is {here}; `edgehost tune` measures anew");
}
