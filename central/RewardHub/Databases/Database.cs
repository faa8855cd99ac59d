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
        var builder = new NpgsqlDataSourceBuilder(text.ConnectionString);
        builder.UseLoggerFactory(logs);
        var start = FormattableString.Invariant(
            $"set synchronous_commit = on; set statement_timeout = {(long)settings.StatementTimeout.TotalMilliseconds}; set lock_timeout = {(long)settings.WaitTimeout.TotalMilliseconds}; set idle_in_transaction_session_timeout = 60000");
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(start, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(start, connection);
                await command.ExecuteNonQueryAsync();
            });
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
