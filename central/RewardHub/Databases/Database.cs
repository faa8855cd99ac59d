using Microsoft.Extensions.Options;
using Npgsql;

namespace RewardHub.Databases;

/// <summary>Connections whose waits are all bounded and whose commits are synced, whatever the server's defaults are.</summary>
internal static class Database
{
    public static NpgsqlDataSource Open(IOptions<DatabaseOptions> options, ILoggerFactory logs)
    {
        var settings = options.Value;
        NpgsqlConnectionStringBuilder text;
        try
        {
            text = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new HubException($"Database:ConnectionString cannot be read: {e.Message}", e);
        }
        if (settings.PasswordFile is { Length: > 0 } file)
            text.Password = PasswordOf(file);
        text.MaxPoolSize = settings.Connections;
        text.Timeout = (int)Math.Ceiling(settings.WaitTimeout.TotalSeconds);
        // The server gives up first; this is for a server that does not answer.
        text.CommandTimeout = (int)Math.Ceiling(settings.StatementTimeout.TotalSeconds) + 5;
        text.CancellationTimeout = 2000;
        text.KeepAlive = 30;
        text.MaxAutoPrepare = 40;
        text.AutoPrepareMinUsages = 2;
        text.ApplicationName ??= "RewardHub";
        // With the connection itself, because what is set later is undone whenever the pool takes it back.
        text.Options = FormattableString.Invariant(
            $"{text.Options} -c synchronous_commit=on -c statement_timeout={(long)settings.StatementTimeout.TotalMilliseconds} -c lock_timeout={(long)settings.WaitTimeout.TotalMilliseconds} -c idle_in_transaction_session_timeout=60000").Trim();
        var builder = new NpgsqlDataSourceBuilder(text.ConnectionString);
        builder.UseLoggerFactory(logs);
        return builder.Build();
    }

    private static string PasswordOf(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"Database:PasswordFile cannot be read: {e.Message}", e);
        }
    }
}
