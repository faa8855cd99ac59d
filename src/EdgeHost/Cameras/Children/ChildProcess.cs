using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace EdgeHost.Cameras.Children;

/// <summary>
/// A program whose output we read and which never outlives us, not even when this process is killed with SIGKILL. It leads a
/// session of its own, and a shell beside it waits on a pipe that only we hold: when that closes, for whatever reason, the
/// shell kills the whole group, the program's own children included.
/// </summary>
/// <remarks>
/// <code>
///  host ──(pipe, never written)──► sh: read; kill -s KILL -- -group } one session,
///   ▲                              program ─► its children ...      } one group
///   └── stdout, stderr ────────────┘
/// </code>
/// A grandchild that starts a session of its own leaves the group; programs that do so are daemons and no cameras.
/// </remarks>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>
    /// $$ is this shell, then by exec the program, and the group's number; it stays taken while the watching shell lives, so the
    /// kill cannot hit a stranger. The watcher holds neither output, so both end with the program.
    /// </summary>
    private const string Guard =
        "exec 3<&0 </dev/null; { read -r _; kill -s KILL -- -$$; } <&3 3<&- >/dev/null 2>&1 & exec \"$@\" 3<&-";

    private static readonly TimeSpan s_exitBound = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private bool _released;
    private volatile bool _aborted;

    private ChildProcess(Process process, Action<string>? onMessage)
    {
        _process = process;
        Messages = new ChildMessages(Handle(process.StandardError), onMessage);
        Output = new ChildPipe(Handle(process.StandardOutput), Messages, () => _aborted);
    }

    /// <summary>Standard output, to be read by one thread.</summary>
    public ChildPipe Output { get; }

    /// <summary>Standard error, drained while <see cref="Output"/> is read.</summary>
    public ChildMessages Messages { get; }

    public int Id => _process.Id;

    /// <param name="program">Path of the program.</param>
    /// <param name="arguments">Passed as they are, spaces and quotes included.</param>
    /// <param name="onMessage">Called with each line of standard error, on the thread that reads the output.</param>
    /// <exception cref="CameraException">The program, sh or setsid is not there.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, Action<string>? onMessage = null)
    {
        var start = new ProcessStartInfo(Required("setsid", "it is part of util-linux"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Required("sh", "any POSIX shell will do"));
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Guard);
        start.ArgumentList.Add("camera");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return new ChildProcess(Process.Start(start)!, onMessage);
        }
        catch (Win32Exception cause)
        {
            throw new CameraException($"'{program}' could not be started: {cause.Message}", cause);
        }
    }

    /// <summary>Kills the program and all it started. From any thread, as often as one likes.</summary>
    public void Abort()
    {
        _aborted = true;
        lock (_gate)
        {
            if (_released)
                return;
            Kill();
        }
    }

    /// <summary>The exit status once the output has ended (128 + n for signal n), or null if the program closed its output and stays.</summary>
    public int? WaitForExit()
    {
        if (!_process.WaitForExit(s_exitBound))
            return null;
        Messages.Drain();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _aborted = true;
        lock (_gate)
        {
            if (_released)
                return;
            Kill();
            _process.WaitForExit(s_exitBound);
            _released = true;
            Output.Dispose();
            _process.Dispose();
        }
    }

    private void Kill()
    {
        try
        {
            _process.StandardInput.Close(); // the watcher sees the end and kills the group
            _process.Kill(); // quicker, and also right where the watcher itself was killed
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception or IOException)
        {
            // it has gone already
        }
    }

    private static string Required(string program, string hint) =>
        ExecutablePath.Find(program) ?? throw new CameraException($"'{program}' was not found on PATH; {hint}") { IsPermanent = true };

    private static AnonymousPipeClientStream Handle(StreamReader reader) =>
        reader.BaseStream as AnonymousPipeClientStream
        ?? throw new PlatformNotSupportedException($"a child's pipe is a {reader.BaseStream.GetType().Name}; expected an anonymous pipe");
}
