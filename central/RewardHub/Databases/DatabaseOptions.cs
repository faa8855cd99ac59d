using System.ComponentModel.DataAnnotations;

namespace RewardHub.Databases;

/// <summary>Section <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    [Required(ErrorMessage = "Database:ConnectionString is missing, for example Host=127.0.0.1;Username=hub;Database=hub")]
    public string ConnectionString { get; set; } = "";

    /// <summary>A file that holds the password, so that it need not be in the connection string.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Of one hub. PostgreSQL allows 100 of all hubs together unless told otherwise.</summary>
    [Range(2, 500, ErrorMessage = "Database:Connections must be 2 to 500")]
    public int Connections { get; set; } = 20;

    /// <summary>The longest one statement may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Database:StatementTimeout must be 1 s to 10 min")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest to wait for a connection or a lock.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Database:WaitTimeout must be 1 s to 1 min")]
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
