using Npgsql;

namespace RewardHub.Databases;

internal static class DatabaseFault
{
    /// <summary>Whether the same request may well succeed later: the server is away, full, stopping, or another transaction was in the way.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        // Classes of Appendix A of PostgreSQL's manual: connection, rollback, resources, not in the right state, intervention, system.
        PostgresException { SqlState: var state } => state.Length == 5 && state[..2] is "08" or "40" or "53" or "55" or "57" or "58"
            // The tables are not there yet: another hub is making them. Or a partition is not: it is being moved.
            || state is "42P01" or "23514",
        NpgsqlException or TimeoutException => true,
        _ => fault.InnerException is { } inner && IsPassing(inner),
    };
}
