using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace RewardHub.Tests.Databases;

/// <summary>A PostgreSQL of its own: a free port, a temporary folder, a password, and every promise of durability as shipped. It ends with this process,
/// even where that is killed, because then its shell's input ends.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly TimeSpan s_startBound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_stopBound = TimeSpan.FromSeconds(20);

    private const string Script =
        """
        bin=$1 port=$2
        shift 2
        read -r password
        umask 077
        dir=$(mktemp -d) || exit
        printf '%s\n' "$password" > "$dir/password"
        "$bin/initdb" -D "$dir/data" -U hub -A scram-sha-256 --pwfile="$dir/password" -N --no-locale -E UTF8 > "$dir/log" 2>&1 &&
            { "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= "$@" >> "$dir/log" 2>&1 < /dev/null & server=$!; echo "$server"; }
        [ -n "$server" ] || cat "$dir/log"
        [ -z "$server" ] || { cat > /dev/null; kill -QUIT "$server"; wait "$server"; }
        rm -rf "$dir"
        """;

    private readonly Process _shell;
    private int _databases;

    private PostgresServer(Process shell, int processId, string connectionString) => (_shell, ProcessId, ConnectionString) = (shell, processId, connectionString);

    /// <summary>Of the postmaster.</summary>
    public int ProcessId { get; }

    /// <summary>As the owner of the whole server, to its database <c>postgres</c>.</summary>
    public string ConnectionString { get; }

    /// <param name="reason">Why there is none.</param>
    /// <param name="settings">As <c>-c name=value</c>.</param>
    /// <param name="wrapper">A program that runs the server, such as taskset with its arguments.</param>
    public static PostgresServer? TryStart(out string? reason, string[]? settings = null, string[]? wrapper = null)
    {
        reason = null;
        if (Binaries() is not { } binaries)
            reason = "PostgreSQL is not installed: apt-get install postgresql";
        else if (Environment.UserName == "root" && !File.Exists("/usr/sbin/runuser") && !File.Exists("/sbin/runuser"))
            reason = "PostgreSQL does not run as root, and there is no runuser to become another user with";
        else
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                if (Start(binaries, settings ?? [], wrapper ?? [], out reason) is { } server)
                    return server;
            }
        }
        return null;
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"hub{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, Pooling = true }.ConnectionString;
    }

    public void Dispose()
    {
        _shell.StandardInput.Close();
        if (!_shell.WaitForExit(s_stopBound))
            _shell.Kill(entireProcessTree: true);
        _shell.Dispose();
    }

    private static PostgresServer? Start(string binaries, string[] settings, string[] wrapper, out string? reason)
    {
        var port = FreePort();
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        string[] become = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];
        string[] line = [.. wrapper, .. become, "sh", "-c", Script, "sh", binaries, $"{port}", .. settings.SelectMany(setting => new[] { "-c", setting })];
        var shell = Process.Start(new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        })!;
        shell.StandardInput.WriteLine(password);
        shell.StandardInput.Flush();
        var first = shell.StandardOutput.ReadLine();
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Port = port, Username = "hub", Password = password, Database = "postgres", Timeout = 5, Pooling = false, IncludeErrorDetail = true,
        }.ConnectionString;
        if (int.TryParse(first, out var processId) && Answers(text, shell))
        {
            reason = null;
            return new PostgresServer(shell, processId, text);
        }
        reason = $"PostgreSQL does not start: {first} {(shell.HasExited ? shell.StandardOutput.ReadToEnd() + shell.StandardError.ReadToEnd() : "no answer in time")}";
        new PostgresServer(shell, 0, text).Dispose();
        return null;
    }

    private static bool Answers(string connectionString, Process shell)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_startBound && !shell.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            try
            {
                using var connection = new NpgsqlConnection(connectionString);
                connection.Open();
                return true;
            }
            catch (NpgsqlException)
            {
                // Not yet.
            }
        }
        return false;
    }

    /// <summary>Debian's are not on the path. The highest version, if there are several.</summary>
    private static string? Binaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
