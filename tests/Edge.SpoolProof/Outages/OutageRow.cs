using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Edge.SpoolProof.Outages;

/// <summary>
/// A day without a broker: a process with the link and its spool publishes a record each second of a virtual clock while nobody listens; then
/// a mosquitto comes, and a mosquitto_sub says what arrives. Memory is how far the resident set rises after the first 500 records, with which what is made once is made.
/// </summary>
internal static class OutageRow
{
    private const int MostRiseMegabytes = 32;
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_longestOutage = TimeSpan.FromMinutes(30);

    public static int Run(int count)
    {
        if (new[] { "mosquitto", "mosquitto_sub", "mosquitto_pub" }.FirstOrDefault(program => Find(program) is null) is { } missing)
            return Verdict.CannotBeTried($"{missing} is not installed (apt install mosquitto mosquitto-clients)");
        var folder = Directory.CreateTempSubdirectory("spool-outage-").FullName;
        try
        {
            return Run(folder, FreePort(), count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Run(string folder, int port, int count)
    {
        using var device = Start(Environment.ProcessPath!, ["outage-device", Path.Combine(folder, "events"), port.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture)]);
        var errors = device.StandardError.ReadToEndAsync();
        var outage = Read(device, "away", s_longestOutage, errors);
        Console.WriteLine(FormattableString.Invariant($"{outage.GetProperty("waiting").GetInt64()} wait after {outage.GetProperty("virtual_hours").GetDouble():F1} virtual hours and {outage.GetProperty("attempts").GetInt32()} attempts to connect"));

        var configuration = Path.Combine(folder, "mosquitto.conf");
        File.WriteAllText(configuration, FormattableString.Invariant($"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nmax_queued_messages 0\nlog_type error\n"));
        using var broker = Start(Find("mosquitto")!, ["-c", configuration]);
        AwaitPort(port);
        Start(Find("mosquitto_pub")!, ["-p", $"{port}", "-t", "edge/outage/ready", "-m", "ready", "-r"]).WaitForExit();
        using var watcher = Start(Find("mosquitto_sub")!, ["-p", $"{port}", "-q", "1", "-t", "edge/outage/ready", "-t", "edge/outage/+/events", "-t", "edge/outage/gaps"]);
        if (watcher.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException("mosquitto_sub does not hear its broker");
        var arrival = new Arrival(count);
        var hearing = Task.Run(() => arrival.Hear(watcher.StandardOutput));

        device.StandardInput.WriteLine("back");
        var drain = Read(device, "drained", s_longestDrain + TimeSpan.FromMinutes(1), errors);
        device.WaitForExit();
        arrival.WaitForTheLast();
        watcher.Kill();
        broker.Kill();
        hearing.Wait();
        var (seconds, rise) = (drain.GetProperty("seconds").GetDouble(), drain.GetProperty("rise_mb").GetDouble());
        var holds = arrival is { Lost: 0, OutOfOrder: 0, Gaps: 0 } && seconds <= s_longestDrain.TotalSeconds && rise <= MostRiseMegabytes && drain.GetProperty("complete").GetBoolean();
        return Verdict.Of(holds,
            $"{count} records: {arrival.Lost} lost, {arrival.OutOfOrder} out of order, {arrival.Twice} twice, drained in {seconds:F1} s at window 100, memory rises {rise:F1} MB (managed {drain.GetProperty("managed_rise_mb").GetDouble():F1})");
    }

    private static JsonElement Read(Process device, string stage, TimeSpan limit, Task<string> errors)
    {
        var reading = device.StandardOutput.ReadLineAsync();
        if (!reading.Wait((int)limit.TotalMilliseconds) || reading.Result is not { } line)
            throw new InvalidOperationException($"the device did not come to '{stage}': {(device.HasExited ? errors.Result : "no answer in time")}");
        return JsonDocument.Parse(line).RootElement;
    }

    private static Process Start(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static string? Find(string program) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void AwaitPort(int port)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System).Wait();
            }
        }
        throw new InvalidOperationException("mosquitto does not listen");
    }
}
