namespace Telemetry.Spool.Files;

/// <summary>An open file. Every member may throw <see cref="DiskFaultException"/>.</summary>
internal interface ISpoolFile : IDisposable
{
    long Length { get; }

    /// <summary>As many bytes as there are, up to the target's length.</summary>
    int Read(long offset, Span<byte> target);

    /// <summary>All of it, or it throws; not durable before <see cref="Sync"/>.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Makes the file this long, reads as zeros, with its room set aside where the file system can.</summary>
    void Preallocate(long bytes);

    void Truncate(long length);

    /// <summary>Returns when all that was written, and the length, is durable. After a failure nothing is known of what was written
    /// before, not even after another try: close it.</summary>
    void Sync();
}
