using Telemetry.Spool.Files;

namespace Telemetry.Tests.Spool.Disks;

internal sealed class SimulatedFile(SimulatedDisk disk, SimulatedInode inode, string name) : ISpoolFile
{
    public long Length => inode.Current.Length;

    public int Read(long offset, Span<byte> target)
    {
        if (disk.Fault?.Invoke("read", name) is { } errno and not 0)
            throw new DiskFaultException("read", name, errno);
        if (offset >= inode.Current.Length)
            return 0;
        var count = (int)Math.Min(target.Length, inode.Current.Length - offset);
        inode.Current.AsSpan((int)offset, count).CopyTo(target);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        disk.Change("write", name, offset + bytes.Length - inode.Current.Length);
        inode.Write(offset, bytes);
    }

    public void Preallocate(long bytes)
    {
        disk.Change("preallocate", name, bytes - inode.Current.Length);
        if (bytes > inode.Current.Length)
            inode.Resize((int)bytes);
    }

    public void Truncate(long length)
    {
        disk.Change("truncate", name);
        inode.Resize((int)length);
    }

    public void Sync()
    {
        try
        {
            disk.Change("sync", name);
        }
        catch (DiskFaultException)
        {
            inode.LoseUnsynced();
            throw;
        }
        if (!disk.SyncsLie)
            inode.Sync();
    }

    public void Dispose()
    {
    }
}
