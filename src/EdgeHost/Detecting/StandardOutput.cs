using System.Runtime.InteropServices;

namespace EdgeHost.Detecting;

/// <summary>Standard output by write(2): .NET's console says nothing when the reader has gone (<c>| head</c>), and would write on for ever.</summary>
internal static unsafe partial class StandardOutput
{
    private const int Descriptor = 1;
    private const int Interrupted = 4; // EINTR
    private const int ReaderGone = 32; // EPIPE

    /// <summary>False when nobody reads any more.</summary>
    /// <exception cref="IOException">The disk is full, for example.</exception>
    public static bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* first = bytes)
                written = Write(Descriptor, first, (nuint)bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }
            var error = Marshal.GetLastPInvokeError();
            if (error == ReaderGone)
                return false;
            if (error != Interrupted)
                throw new IOException($"standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
        }
        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* source, nuint count);
}
