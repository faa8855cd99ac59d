using Microsoft.Win32.SafeHandles;

namespace Telemetry.Spool.Files;

/// <summary>A real folder.</summary>
internal sealed class LinuxFiles : ISpoolFiles
{
    private const string LockName = "lock";

    /// <summary>Who only looks whether a folder is in use (<see cref="SpoolLook.IsInUse"/>) holds it for microseconds; nobody should fail for that.</summary>
    private static readonly TimeSpan s_momentary = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the folder where it is not there, durably.</summary>
    public LinuxFiles(string folder)
    {
        Folder = Path.GetFullPath(folder);
        if (Directory.Exists(Folder))
            return;
        Try("making", Folder, () => Directory.CreateDirectory(Folder));
        if (Path.GetDirectoryName(Folder) is { } parent)
            Posix.SyncFolder(parent);
    }

    public string Folder { get; }

    public IReadOnlyList<string> List()
    {
        var names = new List<string>();
        Try("listing", Folder, () => names.AddRange(Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path))));
        return names;
    }

    public ISpoolFile? Open(string name)
    {
        LinuxFile? file = null;
        try
        {
            Try("opening", name, () => file = new LinuxFile(File.OpenHandle(At(name), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), name));
        }
        catch (DiskFaultException e) when (e.InnerException is FileNotFoundException)
        {
            return null;
        }
        return file;
    }

    public ISpoolFile Create(string name)
    {
        LinuxFile? file = null;
        Try("making", name, () => file = new LinuxFile(File.OpenHandle(At(name), FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), name));
        return file!;
    }

    public void Rename(string from, string to) => Try("renaming", from, () => File.Move(At(from), At(to), overwrite: true));

    public void Delete(string name) => Try("deletion", name, () => File.Delete(At(name)));

    public void SyncFolder() => Posix.SyncFolder(Folder);

    /// <summary>An advisory lock (flock) that the kernel lets go when the process ends, however it ends.</summary>
    public IDisposable? TryLock()
    {
        IDisposable? held = null;
        SpinWait.SpinUntil(() => (held = LockNow()) is not null, s_momentary);
        return held;
    }

    private SafeFileHandle? LockNow()
    {
        try
        {
            return File.OpenHandle(At(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DiskFaultException("opening", LockName, 0, e);
        }
        catch (IOException e) when (e.HResult == 11) // EWOULDBLOCK
        {
            return null;
        }
        catch (IOException e)
        {
            throw new DiskFaultException("opening", LockName, e.HResult, e);
        }
    }

    private string At(string name) => Path.Combine(Folder, name);

    private static void Try(string operation, string name, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not DiskFaultException)
        {
            throw new DiskFaultException(operation, name, e is IOException ? e.HResult : 0, e);
        }
    }
}
