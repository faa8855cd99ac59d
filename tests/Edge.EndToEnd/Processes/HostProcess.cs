using System.Reflection;
using Xunit;

namespace Edge.EndToEnd.Processes;

/// <summary>The built host as a program of its own. <c>EDGE_E2E_HOST</c> names another one, for example the AOT-compiled.</summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>Draining takes up to 5 s, saying goodbye up to 6; a busy machine may double it.</summary>
    public static readonly TimeSpan StopBound = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan s_runBound = TimeSpan.FromSeconds(60);

    private readonly Child _child;

    private HostProcess(Child child) => _child = child;

    public static string Program { get; } = Environment.GetEnvironmentVariable("EDGE_E2E_HOST") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HostProgram").Value!;

    public int Id => _child.Id;

    public Lines Log => _child.Errors;

    public Lines Output => _child.Output;

    public bool HasExited => _child.HasExited;

    /// <summary>The decoders that it has running.</summary>
    public IReadOnlyList<int> Decoders => ProcessTable.ChildrenOf(Id, "ffmpeg");

    public static HostProcess Start(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null) =>
        new(Child.Start(Program, arguments, folder, new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>())
        {
            ["XDG_STATE_HOME"] = Path.Combine(folder, "state"), // what a host remembers stays in its test's folder
        }));

    /// <summary>Runs a command of the host to its end.</summary>
    public static async Task<Finished> RunAsync(
        IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? within = null)
    {
        using var host = Start(arguments, folder, environment);
        var code = await host.ExitAsync(within ?? s_runBound);
        return new Finished(code, host.Output.Text, host.Log.Text);
    }

    public void Send(Signal signal) => _child.Send(signal);

    public Task<int> ExitAsync(TimeSpan? within = null) => _child.ExitAsync(within ?? StopBound);

    /// <summary>As a service manager stops it; it must end well.</summary>
    public async Task StopAsync()
    {
        Send(Signal.Terminate);
        var code = await ExitAsync();
        Assert.True(code == 0, $"exit code {code} after SIGTERM, expected 0\n{Story()}");
    }

    public string Story() => _child.Story();

    public void Dispose() => _child.Dispose();
}

/// <summary>A command that has run to its end.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    public string Story => $"exit code {ExitCode}\n--- output\n{Output}\n--- errors\n{Errors}";
}
