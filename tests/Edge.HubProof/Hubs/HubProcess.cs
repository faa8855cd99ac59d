using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Edge.HubProof.Hubs;

/// <summary>The built hub as a program of its own: started, killed with SIGKILL, started again on the same port.</summary>
internal sealed class HubProcess : IDisposable
{
    private static readonly TimeSpan s_startBound = TimeSpan.FromSeconds(60);
    private readonly string _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-proof-").FullName;
    private readonly string[] _wrapper;
    private readonly int _port = FreePort();
    private readonly PosixSignalRegistration[] _ended;
    private Process? _process;

    public HubProcess(string database, params string[] wrapper)
    {
        (_database, _wrapper) = (database, wrapper);
        _ended = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, EndWithUs))];
    }

    public Uri Url => new($"http://127.0.0.1:{_port}");

    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    private static string Program { get; } =
        typeof(HubProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "HubProgram").Value!;

    /// <summary>Of the administrator.</summary>
    public string AdministratorToken { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Its token for a device, by its own command line.</summary>
    public Task<string> AddDeviceAsync(string name) => CommandAsync("devices", "add", name);

    /// <summary>What one of its commands says.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{string.Join(' ', arguments)}: exit code {process.ExitCode}, {await errors}");
    }

    public async Task StartAsync()
    {
        _process = Start($"--urls={Url}");
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        using var client = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_startBound && !_process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Url, "/readyz"));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"the hub was not ready within {s_startBound.TotalSeconds} s{(_process.HasExited ? $", exit code {_process.ExitCode}" : "")}");
    }

    /// <summary>SIGKILL: nothing is finished, nothing is said.</summary>
    public void Kill()
    {
        _process!.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        foreach (var registration in _ended)
            registration.Dispose();
        if (_process is not null)
            Kill();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A proof that is told to end (SIGTERM, a time limit) disposes nothing, and would leave the hub behind.</summary>
    private void EndWithUs(PosixSignalContext signal) => _process?.Kill(entireProcessTree: true); // and the signal goes on to end us

    private Process Start(params string[] arguments)
    {
        string[] line = [.. _wrapper, Program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.Environment["Database__ConnectionString"] = _database;
        start.Environment["Pictures__Directory"] = Path.Combine(_folder, "pictures");
        start.Environment["Admin__TokenFile"] = Path.Combine(_folder, "administrator");
        File.WriteAllText(start.Environment["Admin__TokenFile"]!, AdministratorToken);
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
