using Telemetry.Spool.Files;

namespace Telemetry.Tests.Spool.Disks;

/// <summary>A real folder whose syncs do not return until they are let.</summary>
internal sealed class StallingFiles(ISpoolFiles inner) : ISpoolFiles, IDisposable
{
    private readonly ManualResetEventSlim _goes = new(true);
    private int _stalledSyncs;

    public string Folder => inner.Folder;

    public int StalledSyncs => Volatile.Read(ref _stalledSyncs);

    public void Stall() => _goes.Reset();

    public void GoOn() => _goes.Set();

    public IReadOnlyList<string> List() => inner.List();

    public ISpoolFile? Open(string name) => inner.Open(name) is { } file ? new StallingFile(file, this) : null;

    public ISpoolFile Create(string name) => new StallingFile(inner.Create(name), this);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Delete(string name) => inner.Delete(name);

    public void SyncFolder()
    {
        Wait();
        inner.SyncFolder();
    }

    public IDisposable? TryLock() => inner.TryLock();

    public void Dispose() => _goes.Dispose();

    private void Wait()
    {
        if (_goes.IsSet)
            return;
        Interlocked.Increment(ref _stalledSyncs);
        _goes.Wait();
    }

    private sealed class StallingFile(ISpoolFile file, StallingFiles files) : ISpoolFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> target) => file.Read(offset, target);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

        public void Preallocate(long bytes) => file.Preallocate(bytes);

        public void Truncate(long length) => file.Truncate(length);

        public void Sync()
        {
            files.Wait();
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
