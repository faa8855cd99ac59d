using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeHost.Cameras.Children;

namespace EdgeHost.Bench;

/// <summary>A broker outside the process, as most installations have it.</summary>
internal sealed class MosquittoProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;

    private MosquittoProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<MosquittoProcess> StartAsync(string scratch)
    {
        BenchGround.Require("mosquitto", "mosquitto");
        var port = FreePort();
        var file = Path.Combine(scratch, "mosquitto.conf");
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture,
            $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type error\nmax_queued_messages 100000\nset_tcp_nodelay true\n"));
        var program = ExecutablePath.Find("mosquitto", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin")!;
        var process = Process.Start(new ProcessStartInfo(program, ["-c", file]) { UseShellExecute = false })!;
        var began = TimeProvider.System.GetTimestamp();
        while (!await AnswersAsync(port))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(began) > s_patience)
                throw new BenchSkippedException($"mosquitto does not answer on port {port}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        return new MosquittoProcess(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
