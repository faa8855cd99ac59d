using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Telemetry.Tests.Brokers;

/// <summary>A mosquitto of our own on a free port. Tests are skipped where it is not installed.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private static readonly string? s_path = Find("mosquitto");
    private readonly string _directory;
    private Process? _process;

    private Mosquitto(string directory, int port) => (_directory, Port) = (directory, port);

    public int Port { get; }

    public static string? Find(string program) => new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/sbin" }
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public static void SkipWhereAbsent() => Assert.SkipWhen(s_path is null, "mosquitto is not installed (apt install mosquitto)");

    /// <param name="listener">Further lines behind the listener's; without any, anyone may connect.</param>
    public static async Task<Mosquitto> StartAsync(string listener = "allow_anonymous true", string? directory = null)
    {
        SkipWhereAbsent();
        directory ??= Directory.CreateTempSubdirectory("edge-mosquitto-").FullName;
        var broker = new Mosquitto(directory, FreePort());
        await File.WriteAllTextAsync(Path.Combine(directory, "m.conf"), $"user root\nset_tcp_nodelay true\nlistener {broker.Port} 127.0.0.1\n{listener}\n");
        await broker.StartAgainAsync();
        return broker;
    }

    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo(s_path!, ["-c", Path.Combine(_directory, "m.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (attempt < 200)
            {
                await Task.Delay(25);
            }
        }
    }

    public async Task KillAsync()
    {
        _process!.Kill(); // SIGKILL
        await _process.WaitForExitAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
