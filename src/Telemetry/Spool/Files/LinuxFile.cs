using Microsoft.Win32.SafeHandles;

namespace Telemetry.Spool.Files;

internal sealed class LinuxFile(SafeFileHandle handle, string name) : ISpoolFile
{
    public long Length => Try("length", () => RandomAccess.GetLength(handle));

    public int Read(long offset, Span<byte> target)
    {
        var read = 0;
        try
        {
            while (read < target.Length && RandomAccess.Read(handle, target[read..], offset + read) is var count and > 0)
                read += count;
        }
        catch (IOException e) when (e is not DiskFaultException)
        {
            throw new DiskFaultException("read", name, e.HResult, e);
        }
        return read;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (IOException e) when (e is not DiskFaultException)
        {
            throw new DiskFaultException("write", name, e.HResult, e);
        }
    }

    public void Preallocate(long bytes)
    {
        if (!Posix.TryAllocate(handle, bytes, name))
            Truncate(bytes);
    }

    public void Truncate(long length) => Try("truncation", () =>
    {
        RandomAccess.SetLength(handle, length);
        return 0L;
    });

    public void Sync() => Posix.SyncFile(handle, name);

    public void Dispose() => handle.Dispose();

    private long Try(string operation, Func<long> action)
    {
        try
        {
            return action();
        }
        catch (IOException e) when (e is not DiskFaultException)
        {
            throw new DiskFaultException(operation, name, e.HResult, e);
        }
    }
}
