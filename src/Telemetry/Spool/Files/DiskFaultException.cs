namespace Telemetry.Spool.Files;

/// <summary>A disk refused something.</summary>
internal sealed class DiskFaultException(string operation, string name, int errno, Exception? inner = null)
    : IOException($"{operation} of '{name}' failed (errno {errno})", inner)
{
    private const int NoSpace = 28; // ENOSPC
    private const int NoQuota = 122; // EDQUOT

    private const int InputOutput = 5; // EIO
    private const int NeedsCleaning = 117; // EUCLEAN

    /// <summary>What was asked for cannot be had any more.</summary>
    public bool IsDamage { get; } = errno is InputOutput or NeedsCleaning;

    /// <summary>No room left: freeing some helps.</summary>
    public bool IsFull { get; } = errno is NoSpace or NoQuota;
}
