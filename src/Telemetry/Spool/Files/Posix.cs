using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Telemetry.Spool.Files;

/// <summary>The calls of libc that the base library hides or softens: its flush is fsync and ignores EROFS and EINVAL, and it does not open
/// folders. Numbers are those of Linux on x64 and ARM64.</summary>
internal static partial class Posix
{
    private const int Interrupted = 4; // EINTR
    private const int NotSupported = 95; // EOPNOTSUPP
    private const int CloseOnExec = 0x80000; // O_CLOEXEC; a folder needs no O_DIRECTORY (whose number differs) to be opened for reading

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncAll(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);

    public static void SyncFile(SafeFileHandle file, string name)
    {
        while (SyncData(file) != 0)
            ThrowUnlessInterrupted("sync", name);
    }

    /// <summary>False where the file system cannot set room aside.</summary>
    public static bool TryAllocate(SafeFileHandle file, long bytes, string name)
    {
        while (Allocate(file, 0, 0, bytes) != 0)
        {
            if (Marshal.GetLastPInvokeError() == NotSupported)
                return false;
            ThrowUnlessInterrupted("preallocation", name);
        }
        return true;
    }

    public static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, CloseOnExec, 0);
        if (descriptor < 0)
            throw new DiskFaultException("open", folder, Marshal.GetLastPInvokeError());
        try
        {
            while (SyncAll(descriptor) != 0)
                ThrowUnlessInterrupted("sync", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void ThrowUnlessInterrupted(string operation, string name)
    {
        var errno = Marshal.GetLastPInvokeError();
        if (errno != Interrupted)
            throw new DiskFaultException(operation, name, errno);
    }
}
