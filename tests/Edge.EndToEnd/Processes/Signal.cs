using System.Runtime.InteropServices;

namespace Edge.EndToEnd.Processes;

/// <summary>Signals by number, as kill(2) takes them on Linux.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static partial class Signals
{
    /// <summary>False where there is no such process any more.</summary>
    public static bool Send(int process, Signal signal) => Kill(process, (int)signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
