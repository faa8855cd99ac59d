namespace Telemetry.Spool;

/// <summary>The spool's folder cannot be used at all: taken by another process, read-only, not a folder. Damage inside never raises it.</summary>
public sealed class SpoolException : Exception
{
    public SpoolException(string message)
        : base(message)
    {
    }

    public SpoolException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
