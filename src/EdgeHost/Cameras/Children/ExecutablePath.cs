namespace EdgeHost.Cameras.Children;

/// <summary>Finds a program as a shell would.</summary>
internal static class ExecutablePath
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="program">A name, or a path with a slash.</param>
    /// <param name="searchPath">Folders separated by ':'; null takes PATH.</param>
    public static string? Find(string program, string? searchPath = null)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return IsExecutable(program) ? Path.GetFullPath(program) : null;
        foreach (var folder in (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var path = Path.Combine(folder, program);
            if (IsExecutable(path))
                return path;
        }
        return null;
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (!OperatingSystem.IsLinux() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}
