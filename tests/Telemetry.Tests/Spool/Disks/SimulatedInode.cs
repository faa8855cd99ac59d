namespace Telemetry.Tests.Spool.Disks;

/// <summary>A file's bytes: what is surely on the disk, and what was done since the last sync, in order.</summary>
internal sealed class SimulatedInode
{
    private const int SectorBytes = 512;
    private readonly List<(long Offset, byte[] Bytes)> _writes = [];
    private readonly List<int> _lengths = [];
    private byte[] _durable = [];

    public byte[] Current { get; private set; } = [];

    public bool IsDirty => _writes.Count > 0 || _lengths.Count > 0;

    public static SimulatedInode Holding(byte[] bytes) => new() { _durable = bytes, Current = (byte[])bytes.Clone() };

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (offset + bytes.Length > Current.Length)
            Resize((int)offset + bytes.Length);
        bytes.CopyTo(Current.AsSpan((int)offset));
        _writes.Add((offset, bytes.ToArray()));
    }

    public void Resize(int length)
    {
        if (length == Current.Length)
            return;
        var resized = new byte[length];
        Current.AsSpan(0, Math.Min(length, Current.Length)).CopyTo(resized);
        Current = resized;
        _lengths.Add(length);
    }

    public void Sync()
    {
        _durable = (byte[])Current.Clone();
        _writes.Clear();
        _lengths.Clear();
    }

    /// <summary>A sync that failed: the system counts the pages as written, and no later sync writes them.</summary>
    public void LoseUnsynced()
    {
        _writes.Clear();
        _lengths.Clear();
    }

    /// <summary>What may be there after a power cut: any of the lengths since the last sync, and of each sector any of the contents it had.</summary>
    public byte[] AfterPowerCut(Random random)
    {
        if (!IsDirty)
            return (byte[])_durable.Clone();
        var kept = random.Next(4) switch { 0 => 0.0, 1 => 1.0, _ => random.NextDouble() };
        var length = _lengths.Count == 0 || random.NextDouble() >= kept ? _durable.Length : _lengths[random.Next(_lengths.Count)];
        var bytes = new byte[length];
        _durable.AsSpan(0, Math.Min(length, _durable.Length)).CopyTo(bytes);
        foreach (var (offset, written) in _writes)
        {
            for (var from = 0; from < written.Length;)
            {
                var count = (int)Math.Min(written.Length - from, SectorBytes - ((offset + from) % SectorBytes));
                var place = offset + from;
                if (place < length && random.NextDouble() < kept)
                    written.AsSpan(from, (int)Math.Min(count, length - place)).CopyTo(bytes.AsSpan((int)place));
                from += count;
            }
        }
        return bytes;
    }
}
