using System.Runtime.InteropServices;

namespace EdgeHost.Asking;

/// <summary>.NET's thread priorities do nothing on Linux; nice values do, for each thread alone.</summary>
internal static partial class ThreadPrecedence
{
    private const int Process = 0; // PRIO_PROCESS; on Linux who = 0 is the calling thread
    private const int Nice = 10; // a tenth of the share of a thread that is not nice, where both want the same core

    /// <summary>The calling thread, and those that it starts (an engine's), let all others go first. Where the system does not know this,
    /// nothing changes.</summary>
    public static void Yield()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Process, 0, Nice);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
