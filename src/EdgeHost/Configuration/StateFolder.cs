namespace EdgeHost.Configuration;

/// <summary>Where the host keeps what it makes itself: systemd's state directory, else <c>$XDG_STATE_HOME/edgehost</c>
/// (<c>~/.local/state/edgehost</c>).</summary>
internal static class StateFolder
{
    public static string File(string name)
    {
        if (Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } service)
            return Path.Combine(service.Split(':')[0], name); // systemd separates several by colons
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "edgehost", name);
    }
}
