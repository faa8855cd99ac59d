namespace Telemetry.Spool.Files;

/// <summary>The spool's folder; names are plain file names in it. The seam at which tests put a disk that loses power. Every member may throw
/// <see cref="DiskFaultException"/>.</summary>
internal interface ISpoolFiles
{
    /// <summary>For messages.</summary>
    string Folder { get; }

    IReadOnlyList<string> List();

    /// <summary>Null when there is no such file.</summary>
    ISpoolFile? Open(string name);

    /// <summary>A new and empty file in the place of what has this name. Its name is durable after <see cref="SyncFolder"/>.</summary>
    ISpoolFile Create(string name);

    /// <summary>At once, in the place of what has the new name. Durable after <see cref="SyncFolder"/>.</summary>
    void Rename(string from, string to);

    void Delete(string name);

    /// <summary>Returns when all names are durable.</summary>
    void SyncFolder();

    /// <summary>Holds the folder for this process until disposed; null when another process holds it.</summary>
    IDisposable? TryLock();
}
