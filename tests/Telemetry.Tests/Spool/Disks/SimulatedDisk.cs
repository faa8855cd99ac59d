using Telemetry.Spool.Files;

namespace Telemetry.Tests.Spool.Disks;

/// <summary>
/// A folder on a disk that keeps what was synced and nothing else for sure: after a power cut each unsynced sector is there or not, in any
/// combination, and so is each unsynced change of a name. Before each operation a test may look at what a cut would leave.
/// </summary>
internal sealed class SimulatedDisk : ISpoolFiles
{
    private readonly Dictionary<string, SimulatedInode> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedInode> _durableNames = new(StringComparer.Ordinal);
    private readonly List<(string? Gone, string? Come, SimulatedInode? Inode)> _changes = [];
    private bool _isLocked;

    public string Folder => "simulated";

    /// <summary>Called before each operation that changes something.</summary>
    public Action? BeforeChange { get; set; }

    /// <summary>Asked before each write, sync, creation or preallocation with what it is about: an error number makes it fail.</summary>
    public Func<string, string, int>? Fault { get; set; }

    /// <summary>Syncs return and do nothing, as on some USB sticks: no spool can keep its word on it.</summary>
    public bool SyncsLie { get; set; }

    /// <summary>Bytes of all files together; a preallocation, creation or write beyond fails as a full disk does.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public int Operations { get; private set; }

    public long UsedBytes => _names.Values.Distinct().Sum(inode => (long)inode.Current.Length);

    /// <summary>The disk as an orderly machine finds it again.</summary>
    public SimulatedDisk Copy() => Holding(_names.ToDictionary(name => name.Key, name => (byte[])name.Value.Current.Clone()));

    public static SimulatedDisk Holding(IReadOnlyDictionary<string, byte[]> files)
    {
        var disk = new SimulatedDisk();
        foreach (var (name, bytes) in files)
            disk._names[name] = disk._durableNames[name] = SimulatedInode.Holding(bytes);
        return disk;
    }

    public Dictionary<string, byte[]> Files() => _names.ToDictionary(name => name.Key, name => (byte[])name.Value.Current.Clone());

    /// <summary>The disk as it may be found after a power cut at this moment.</summary>
    public SimulatedDisk AfterPowerCut(Random random)
    {
        var names = new Dictionary<string, SimulatedInode>(_durableNames, StringComparer.Ordinal);
        var kept = random.Next(4) switch { 0 => 0.0, 1 => 1.0, _ => random.NextDouble() };
        foreach (var (gone, come, inode) in _changes)
        {
            if (random.NextDouble() >= kept)
                continue;
            if (gone is not null)
                names.Remove(gone);
            if (come is not null)
                names[come] = inode!;
        }
        var contents = names.Values.Distinct().ToDictionary(inode => inode, inode => inode.AfterPowerCut(random));
        return Holding(names.ToDictionary(name => name.Key, name => contents[name.Value]));
    }

    public IReadOnlyList<string> List() => [.. _names.Keys];

    public ISpoolFile? Open(string name) => _names.TryGetValue(name, out var inode) ? new SimulatedFile(this, inode, name) : null;

    public ISpoolFile Create(string name)
    {
        Change("create", name);
        var inode = new SimulatedInode();
        _names[name] = inode;
        _changes.Add((null, name, inode));
        return new SimulatedFile(this, inode, name);
    }

    public void Rename(string from, string to)
    {
        Change("rename", from);
        if (!_names.Remove(from, out var inode))
            throw new DiskFaultException("renaming", from, 2);
        _names[to] = inode;
        _changes.Add((from, to, inode));
    }

    public void Delete(string name)
    {
        Change("delete", name);
        if (_names.Remove(name))
            _changes.Add((name, null, null));
    }

    public void SyncFolder()
    {
        Change("sync", Folder);
        if (SyncsLie)
            return;
        _durableNames.Clear();
        foreach (var (name, inode) in _names)
            _durableNames[name] = inode;
        _changes.Clear();
    }

    public IDisposable? TryLock()
    {
        if (_isLocked)
            return null;
        _isLocked = true;
        return new Unlocking(this);
    }

    internal void Change(string operation, string name, long growth = 0)
    {
        BeforeChange?.Invoke();
        Operations++;
        if (Fault?.Invoke(operation, name) is { } errno and not 0)
            throw new DiskFaultException(operation, name, errno);
        if (growth > 0 && UsedBytes + growth > Capacity)
            throw new DiskFaultException(operation, name, 28);
    }

    private sealed class Unlocking(SimulatedDisk disk) : IDisposable
    {
        public void Dispose() => disk._isLocked = false;
    }
}
