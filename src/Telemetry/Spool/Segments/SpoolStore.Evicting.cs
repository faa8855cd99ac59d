using Telemetry.Spool.Files;
using Telemetry.Spool.Format;

namespace Telemetry.Spool.Segments;

/// <summary>Keeps to the quota, and makes room on a full disk: the least valuable kind first, the oldest of it first.</summary>
internal sealed partial class SpoolStore
{
    /// <summary>Before a segment is made. When nothing is left to give up, the disk is as good as full.</summary>
    private void MakeRoom()
    {
        while (UsedBytes + _options.SegmentBytes > _options.MaxBytes && EvictOnce() is not null)
        {
        }
    }

    /// <returns>Bytes freed, or null when there is nothing to give up or no room to do it in.</returns>
    private long? EvictOnce()
    {
        for (var kind = RecordKind.Picture; kind < RecordKind.Gap; kind++)
        {
            foreach (var segment in _segments.ToArray())
            {
                if (segment.IsSealed && segment.Kinds.Of(kind) > 0)
                    return TryEvict(segment, kind);
            }
        }
        return null;
    }

    private long? TryEvict(Segment segment, RecordKind kind)
    {
        var before = _segments.TotalBytes;
        var temporary = segment.Name + SegmentLayout.NewSuffix;
        try
        {
            var evicted = IsOnly(segment, kind) && TryFold(segment, kind, temporary) is { } folded ? folded : Rewrite(segment, kind, temporary);
            Volatile.Write(ref _evicted, _evicted + evicted);
            _log.Evicted(_files.Folder, evicted, kind, segment.Name);
        }
        catch (DiskFaultException)
        {
            NoteFault();
            TryDelete(temporary);
            RestoreReserve();
            return null;
        }
        RestoreReserve();
        return before - _segments.TotalBytes;
    }

    private long Rewrite(Segment segment, RecordKind kind, string temporary)
    {
        var eviction = new Eviction(segment, kind, _acknowledged, _scan);
        Segment renewed;
        using (var source = OpenOrFault(segment.Name))
        using (var target = CreateWithRoom(temporary, Eviction.BytesLeft(segment, kind)))
            renewed = eviction.WriteTo(source, target, Salt, Boot);
        PutInPlace(temporary, segment, renewed);
        return eviction.Count;
    }

    /// <summary>Null when it does not apply: no neighbour before that holds gaps only, or something there is damaged.</summary>
    private long? TryFold(Segment segment, RecordKind kind, string temporary)
    {
        var run = new List<Segment>();
        for (var before = _segments.Before(segment); before is not null && IsOnly(before, RecordKind.Gap) && before.Last < segment.First; before = _segments.Before(before))
            run.Insert(0, before);
        if (run.Count == 0)
            return null;
        var fold = new GapFold(run[0].First, _acknowledged);
        foreach (var part in run.Append(segment))
        {
            using var file = OpenOrFault(part.Name);
            if (!fold.TryAdd(file, part, part == segment ? kind : RecordKind.Gap, _scan))
                return null;
        }
        Segment renewed;
        using (var target = CreateWithRoom(temporary, SegmentLayout.LeastBytes))
            renewed = fold.WriteTo(target, segment, Salt, Boot);
        PutInPlace(temporary, segment, renewed);
        foreach (var part in run)
        {
            _segments.Remove(part);
            TryDelete(part.Name);
        }
        return fold.Evicted;
    }

    private void PutInPlace(string temporary, Segment old, Segment renewed)
    {
        _files.Rename(temporary, old.Name);
        _segments.Replace(old, renewed);
        _files.SyncFolder();
    }

    /// <summary>Nothing but this kind and gaps is in it.</summary>
    private static bool IsOnly(Segment segment, RecordKind kind)
    {
        if (!segment.IsSealed)
            return false;
        for (var other = RecordKind.Picture; other < RecordKind.Gap; other++)
        {
            if (other != kind && segment.Kinds.Of(other) > 0)
                return false;
        }
        return true;
    }

    private ISpoolFile OpenOrFault(string name) => _files.Open(name) ?? throw new DiskFaultException("opening", name, 2);

    /// <summary>On a full disk the file set aside for this takes the place of a new one.</summary>
    private ISpoolFile CreateWithRoom(string name, long bytes)
    {
        var file = _files.Create(name);
        try
        {
            file.Preallocate(bytes);
            return file;
        }
        catch (DiskFaultException e) when (e.IsFull && _hasReserve)
        {
            file.Dispose();
        }
        catch
        {
            file.Dispose();
            throw;
        }
        _files.Rename(ReserveName, name);
        Volatile.Write(ref _hasReserve, false);
        return OpenOrFault(name);
    }

    /// <summary>As much as one segment, so that making room needs no room.</summary>
    private void RestoreReserve()
    {
        if (_hasReserve)
            return;
        try
        {
            using var file = _files.Open(ReserveName) ?? _files.Create(ReserveName);
            file.Preallocate(_options.SegmentBytes);
            file.Sync();
            Volatile.Write(ref _hasReserve, true);
            _saidWithoutReserve = false;
        }
        catch (DiskFaultException)
        {
            TryDelete(ReserveName); // half of it would only take room away
            if (!_saidWithoutReserve)
                _log.WithoutReserve(_files.Folder, _options.SegmentBytes);
            _saidWithoutReserve = true;
        }
    }
}
