using System.Runtime.InteropServices;

namespace EdgeHost.Cameras.Children;

/// <summary>The few calls of libc that a child's pipes need. Numbers are those of Linux on x64 and ARM64.</summary>
internal static unsafe partial class Posix
{
    public const int Interrupted = 4; // EINTR
    public const int WouldBlock = 11; // EAGAIN
    public const short PollIn = 1;

    private const int GetFlags = 3; // F_GETFL
    private const int SetFlags = 4; // F_SETFL
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const int NonBlocking = 0x800; // O_NONBLOCK

    /// <summary>struct pollfd.</summary>
    public struct PollTarget
    {
        public int Descriptor;
        public short Events;
        public short Got;
    }

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* target, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollTarget* targets, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "usleep")]
    public static partial int Nap(uint microseconds);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    /// <summary>Reads of an empty pipe return at once. Only our end changes: the ends of a pipe have flags of their own.</summary>
    public static void MakeNonBlocking(int descriptor)
    {
        var flags = Control(descriptor, GetFlags, 0);
        if (flags < 0 || Control(descriptor, SetFlags, flags | NonBlocking) < 0)
            throw new IOException($"a child's pipe could not be made non-blocking (errno {Marshal.GetLastPInvokeError()})");
    }

    /// <summary>Lets the writer run ahead. False where the kernel refuses more than fs.pipe-max-size or a user's share; then the pipe
    /// stays as it is.</summary>
    public static bool WidenPipe(int descriptor, int bytes) => Control(descriptor, SetPipeSize, bytes) >= bytes;
}
