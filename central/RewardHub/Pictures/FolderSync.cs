using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RewardHub.Pictures;

/// <summary>fsync of a folder, which .NET has no call for.</summary>
internal static partial class FolderSync
{
    private const int ReadOnlyFolder = 0x10000 | 0x80000; // O_RDONLY | O_DIRECTORY | O_CLOEXEC on x64
    private const int ReadOnlyFolderArm = 0x4000 | 0x80000; // O_DIRECTORY is another bit on ARM

    public static SafeFileHandle Open(string folder)
    {
        var handle = open(folder, RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? ReadOnlyFolderArm : ReadOnlyFolder);
        return handle.IsInvalid ? throw new IOException($"{folder} cannot be opened to be synced: {Marshal.GetLastPInvokeErrorMessage()}") : handle;
    }

    public static void Sync(SafeFileHandle handle, string folder)
    {
        if (fsync(handle) != 0)
            throw new IOException($"{folder} cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(SafeFileHandle file);
}
